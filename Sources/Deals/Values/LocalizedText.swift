/// One text in several languages, by BCP 47 tag.
@frozen public struct LocalizedText: FieldValue {
  public var texts: [String: Text]

  @inlinable public init(_ texts: [String: Text] = [:]) { self.texts = texts }

  @inlinable public static var blank: LocalizedText { LocalizedText() }
  public static var shape: Shape {
    .map(keys: TextShape(2...35, pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"), Text.shape)
  }

  public init<S: ValueSource & ~Copyable & ~Escapable>(from source: inout S) throws(FieldFault) {
    texts = try source.map(of: Text.self)
    guard !texts.isEmpty else { throw FieldFault(.invalid("a text in at least one language")) }
    for tag in texts.keys where !Self.isLanguageTag(tag) {
      throw FieldFault(.invalid("keyed by BCP 47 language tags such as th or zh-Hans"))
        .inside(tag)
    }
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.map(texts) }

  /// The text in the first of `languages` that there is, in English, or in any.
  public func inLanguage(_ languages: String...) -> String {
    for language in languages + ["en"] {
      if let text = texts[language] { return text.text }
    }
    return texts.min { $0.key < $1.key }?.value.text ?? ""
  }

  private static func isLanguageTag(_ tag: String) -> Bool {
    let subtags = tag.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard tag.utf8.count <= 35, let first = subtags.first, first.count >= 2 else { return false }
    let isAlphabetic = first.allSatisfy { isLetter($0) }
    return isAlphabetic
      && subtags.allSatisfy { (1...8).contains($0.count) && $0.allSatisfy(isLetterOrDigit) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLetter(byte) || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
  }
}
