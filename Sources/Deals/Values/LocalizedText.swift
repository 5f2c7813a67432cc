/// One text in several languages, by BCP 47 tag.
@frozen public struct LocalizedText: FieldValue {
  public var texts: [String: Text]

  @inlinable public init(_ texts: [String: Text] = [:]) { self.texts = texts }

  @inlinable public static var blank: LocalizedText { LocalizedText() }
  public static var shape: Shape {
    .map(keys: TextShape(2...35, pattern: "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"), Text.shape)
  }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
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

  /// Whether the tag is two to eight letters, and then subtags of one to eight letters or digits.
  @usableFromInline static func isLanguageTag(_ tag: String) -> Bool {
    var (length, isFirst) = (0, true)
    for byte in tag.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): length += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !isFirst: length += 1
      case UInt8(ascii: "-") where length >= (isFirst ? 2 : 1): (length, isFirst) = (0, false)
      default: return false
      }
      guard length <= 8 else { return false }
    }
    return tag.utf8.count <= 35 && length >= (isFirst ? 2 : 1)
  }
}
