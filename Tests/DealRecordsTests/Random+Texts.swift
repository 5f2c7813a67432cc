import CanonicalJSON
import DealRecords
import Deals

extension Random {
  /// A text of the shape.
  mutating func text(_ shape: TextShape) -> String {
    switch shape.pattern ?? shape.format {
    case Identifier.textShape.pattern: identifier()
    case ListedCode.textShape.pattern:
      pick(["A", "2"]) + pick(["", "01.1", "52604X", "-S91/a"])
    case MessageID.textShape.pattern: pick([":", "urn:uuid:", "-"]) + identifier()
    case Country.textShape.pattern: pick(["CN", "TH", "VN", "PH", "LA"])
    case Currency.textShape.pattern: pick(["CNY", "THB", "VND", "IDR", "USD"])
    case Region.textShape.pattern: pick(["CN-GX", "TH-10", "PH-00", "VN-SG"])
    case Digest.textShape.pattern: "sha256:" + (0..<64).map { _ in pick(hexDigits) }.joined()
    case Decimal.textShape.pattern: decimal()
    case Day.textShape.pattern: day()
    case AsOf.textShape.pattern: String(day().prefix(pick([4, 7, 10])))
    case Instant.textShape.pattern:
      Instant(microseconds: .random(in: 0...253_402_300_799_999_999, using: &self)).text
    case LegalTime.textShape.format:
      day() + "T0\(Int.random(in: 0...9, using: &self)):59:0" + pick(["0", "1.5", "2.000001"])
        + pick(["Z", "+07:00", "-09:30"])
    case languageTags: pick(["en", "th", "zh-Hans", "lo", "fil", "en-\(pick(hexDigits))"])
    case nil: words(shape.minimum...min(shape.maximum, shape.minimum + 12))
    case let other?: preconditionFailure("\(other) is a form that no random text is made of yet")
    }
  }

  /// Unicode scalars of every size and kind.
  private mutating func words(_ lengths: ClosedRange<Int>) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: lengths, using: &self) {
      let ranges: [ClosedRange<UInt32>] = [
        0x01...0x1F, 0x20...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF,
        0x1_0000...0x10_FFFF,
      ]
      let number = UInt32.random(in: pick(ranges), using: &self)
      text.append(Unicode.Scalar(number) ?? "?")
    }
    return String(text)
  }

  private mutating func identifier() -> String {
    let first = pick(["A", "z", "0", "D"])
    let rest = (0..<Int.random(in: 0...63, using: &self)).map { _ in
      pick(["a", "Z", "9", ".", "_", "-"])
    }
    return first + rest.joined()
  }

  private mutating func decimal() -> String {
    let digits = (0..<Int.random(in: 0...26, using: &self)).map { _ in pick(decimalDigits) }
    let whole = digits.isEmpty ? "0" : pick(["1", "9"]) + digits.joined()
    let places = (0..<Int.random(in: 0...9, using: &self)).map { _ in pick(decimalDigits) }
    let number = places.isEmpty ? whole : whole + "." + places.joined()
    let isZero = !number.contains { ("1"..."9").contains($0) }
    return isZero ? number : pick(["", "-"]) + number
  }

  private mutating func day() -> String {
    Day(number: Int.random(in: -719_000...2_900_000, using: &self)).text
  }

  mutating func canonicalJSON(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &self) {
    case 0: "null"
    case 1: pick(["true", "false"])
    case 2: "\(Int.random(in: -Int.largestExact...Int.largestExact, using: &self))"
    case 3: pick(["0", "\(Int.largestExact)", "-\(Int.largestExact)", "[]", "{}"])
    case 4: quoted(words(0...8))
    case 5: "[\((0..<2).map { _ in canonicalJSON(depth: depth - 1) }.joined(separator: ","))]"
    default: canonicalObject(depth: depth) { $0.words(0...4) }
    }
  }

  mutating func canonicalObject(depth: Int, key: (inout Random) -> String) -> String {
    var members: [String: String] = [:]
    for _ in 0..<Int.random(in: 0...3, using: &self) {
      members[key(&self)] = canonicalJSON(depth: depth - 1)
    }
    let sorted = members.sorted { Array($0.key.utf16).lexicographicallyPrecedes($1.key.utf16) }
    return "{\(sorted.map { "\(quoted($0.key)):\($0.value)" }.joined(separator: ","))}"
  }

  mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: choices.indices, using: &self)]
  }
}

private let hexDigits = "0123456789abcdef".map(String.init)
private let decimalDigits = "0123456789".map(String.init)
private let languageTags: String? = {
  guard case .map(let keys, _) = LocalizedText.shape else { return nil }
  return keys.pattern
}()

/// The text as canonical JSON has it.
func quoted(_ text: String) -> String {
  var writer = CanonicalWriter()
  writer.string(text)
  return String(decoding: writer.finish(), as: UTF8.self)
}
