/// A place in the terms: a JSON pointer (RFC 6901) or a clause's own name.
///
/// The empty text is the whole document. At most 4,000 Unicode scalars.
@frozen public struct TermsPath: TextCoded {
  public let text: String

  @inlinable public init?(text: String) {
    guard text.utf8.count <= Text.longest || text.unicodeScalars.count <= Text.longest else {
      return nil
    }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public static var blank: TermsPath { TermsPath(unchecked: "") }
  public static var textShape: TextShape { TextShape(0...Text.longest) }
  public static var expectation: String { "a place in the terms, of at most 4,000 characters" }
}
