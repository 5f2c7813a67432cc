import DealRecords
import Deals

extension Fact {
  /// The fact in one line for people, from its public fields alone:
  /// `Terms offered (baseVersion 0, termsHash sha256:5f0c…, version 1)`.
  var summary: String {
    var fields = PublicFields(after: title)
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    switch self {
    case .deal(var event): try? event.fields(&fields)
    case .party(var event): try? event.fields(&fields)
    case .network(var event): try? event.fields(&fields)
    case .ledger(var event): try? event.fields(&fields)
    }
    return fields.finish()
  }

  /// What the name of the kind says, in words: `Terms offered`.
  private var title: String {
    switch self {
    case .deal(let event): Self.dealTitles[event.kind] ?? Self.words("\(event.kind)")
    case .party(let event): Self.words("\(event.kind)")
    case .network(let event): Self.words("\(event.kind)")
    case .ledger(let event): Self.words("ledger \(event.kind)")
    }
  }

  // A log has millions of them, of few kinds.
  private static let dealTitles = Dictionary(
    uniqueKeysWithValues: DealEventKind.allCases.map { ($0, words("\($0)")) })

  private static func words(_ name: String) -> String {
    let words = name.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}

/// Writes the public fields of a fact that a line can show: no records, and of a text in several
/// languages one.
private struct PublicFields: FieldVisitor {
  private var line: String
  private var hasFields = false

  init(after title: String) { line = title }

  consuming func finish() -> String {
    if hasFields { line += ")" }
    return line
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard origin != .request, !value.isAbsent else { return }
    guard let text = OneLine.text(of: value) else { return }
    line += hasFields ? ", " : " ("
    line += name.description
    line += " "
    line += text
    hasFields = true
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {}
}

/// A value as a few words; nil for what has structure.
private struct OneLine: ValueSink {
  private static let longest = 60
  /// Enough of a hash to tell it from others of the same deal.
  private static let digestLength = 15

  private(set) var text: String?

  mutating func text(_ text: String) {
    let isPlain = text.utf8.allSatisfy(Self.isPlain)
    if isPlain, text.utf8.count < Self.digestLength {
      self.text = text
    } else if Digest(text: text) != nil {
      self.text = text.prefix(Self.digestLength) + "…"
    } else if isPlain, text.utf8.count <= Self.longest {
      self.text = text
    } else {
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      self.text = line.count > Self.longest ? line.prefix(Self.longest - 1) + "…" : line
    }
  }

  /// A printable character of ASCII.
  private static func isPlain(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte }

  mutating func integer(_ integer: Int) { text = String(integer) }
  mutating func boolean(_ boolean: Bool) { text = boolean ? "yes" : "no" }

  mutating func list<T: FieldValue>(_ list: [T]) {
    let texts = list.compactMap(Self.text)
    if !texts.isEmpty { text = texts.joined(separator: " + ") }
  }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    let chosen = map["en"] ?? map.min { $0.key < $1.key }?.value
    text = chosen.flatMap(Self.text)
  }

  static func text<T: FieldValue>(of value: T) -> String? {
    var line = OneLine()
    value.write(to: &line)
    return line.text
  }

  mutating func record<R: Record>(_ record: R) {}
  mutating func free(_ canonicalText: String) {}
}
