/// Which of a file's disclosures is spoken of.
public struct DisclosureName: Hashable, Sendable {
  /// Its place, counted from 1.
  public let number: Int
  /// The field that it claims to be; nil where it could not be read.
  public let field: String?

  init(_ number: Int, field: String? = nil) { (self.number, self.field) = (number, field) }
}

extension DisclosureName: CustomStringConvertible {
  public var description: String {
    let claim = field.map { " (claims to be \(Shown.quoted($0)))" }
    return "disclosure \(number)\(claim ?? "")"
  }
}
