/// Words that a person wrote, such as a reason, a name, a note: 1 to 4,000 Unicode scalars.
@frozen public struct Text: TextCoded {
  public static var longest: Int { 4_000 }

  public let text: String

  @inlinable public init?(text: String) {
    let bytes = text.utf8.count
    guard bytes > 0 else { return nil }
    guard bytes <= Text.longest || text.unicodeScalars.count <= Text.longest else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: Text { Text(unchecked: "") }
  public static var textShape: TextShape { TextShape(1...longest) }
  public static var expectation: String { "a text of 1 to 4,000 characters" }
}

extension Text: CustomStringConvertible {
  public var description: String { text }
}
