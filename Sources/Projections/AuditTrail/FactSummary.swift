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
  private var line = OneLine()
  private var hasFields = false

  init(after title: String) { line.append(title) }

  consuming func finish() -> String {
    if hasFields { line.append(")") }
    return String(decoding: line.bytes, as: UTF8.self)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard origin != .request, !value.isAbsent else { return }
    let isShown = line.entry(after: hasFields ? ", " : " (") { line in
      line.append(name)
      line.append(" ")
      return line.write(value)
    }
    if isShown { hasFields = true }
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {}
}

/// Values as a few words each, and nothing of what has structure.
private struct OneLine: ValueSink {
  private static let longest = 60
  /// Enough of a hash to tell it from others of the same deal.
  private static let digestLength = 15

  private(set) var bytes: [UInt8] = []
  /// Whether the value that was written last has words.
  private var isShown = false

  init() { bytes.reserveCapacity(160) }

  mutating func append(_ text: String) { bytes.append(utf8: text) }
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends what `write` does, or nothing where it answers false; answers what it does.
  mutating func entry(
    after separator: StaticString, _ write: (inout OneLine) -> Bool
  ) -> Bool {
    let before = bytes.count
    append(separator)
    if write(&self) { return true }
    bytes.removeLast(bytes.count - before)
    return false
  }

  /// Answers whether the value has words.
  mutating func write<T: FieldValue>(_ value: T) -> Bool {
    isShown = false
    value.write(to: &self)
    return isShown
  }

  mutating func text(_ text: String) {
    isShown = true
    let isPlain = text.utf8.allSatisfy(Self.isPlain)
    if isPlain, text.utf8.count < Self.digestLength {
      append(text)
    } else if Digest(text: text) != nil {
      appendStart(of: text, Self.digestLength)
    } else if isPlain, text.utf8.count <= Self.longest {
      append(text)
    } else if isPlain {
      appendStart(of: text, Self.longest - 1)
    } else {
      let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
      append(line.count > Self.longest ? line.prefix(Self.longest - 1) + "…" : line)
    }
  }

  /// Of a text of ASCII.
  private mutating func appendStart(of text: String, _ length: Int) {
    bytes.append(contentsOf: text.utf8.prefix(length))
    append("…")
  }

  /// A printable character of ASCII.
  private static func isPlain(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte }

  mutating func integer(_ integer: Int) {
    isShown = true
    append(String(integer))
  }

  mutating func boolean(_ boolean: Bool) {
    isShown = true
    append(boolean ? "yes" as StaticString : "no")
  }

  mutating func list<T: FieldValue>(_ list: [T]) {
    var hasWords = false
    for value in list where entry(after: hasWords ? " + " : "", { $0.write(value) }) {
      hasWords = true
    }
    isShown = hasWords
  }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    let chosen = map["en"] ?? map.min { $0.key < $1.key }?.value
    isShown = chosen.map { write($0) } ?? false
  }

  mutating func record<R: Record>(_ record: R) {}
  mutating func free(_ canonicalText: String) {}
}
