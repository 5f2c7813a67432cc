/// A person who acted, as the command named one: a subject id, or words.
///
/// Two commands by one person are told apart from two by two persons by this text alone.
@frozen public struct Person: TextCoded {
  public let text: String

  public init?(text: String) {
    guard (1...200).contains(text.unicodeScalars.count) else { return nil }
    self.text = text
  }

  @usableFromInline init(unchecked text: String) { self.text = text }

  @inlinable public var dataSubject: String? { text }
  @inlinable public static var blank: Person { Person(unchecked: "") }
  public static var textShape: TextShape { TextShape(1...200) }
  public static var expectation: String { "a person's id or name of at most 200 characters" }
}
