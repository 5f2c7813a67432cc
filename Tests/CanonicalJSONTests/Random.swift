/// Repeats what it did for the same seed: SplitMix64.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

// MARK: JSON

extension Random {
  /// JSON with white space, needless escapes and keys in any order.
  mutating func json(depth: Int) -> String {
    let value =
      switch Int.random(in: depth > 0 ? 0..<8 : 2..<8, using: &self) {
      case 0: object(depth: depth)
      case 1: "[" + list(depth: depth).joined(separator: ",") + space() + "]"
      case 2: "true"
      case 3: "null"
      case 4, 5: "\(Int.random(in: -(1 << 53 - 1)...(1 << 53 - 1), using: &self))"
      default: string()
      }
    return space() + value + space()
  }

  private mutating func object(depth: Int) -> String {
    var members: [String: String] = [:]
    for value in list(depth: depth) {
      let scalars = (0..<Int.random(in: 0..<4, using: &self)).map { _ in scalar() }
      // Names that Swift takes for equal would be two keys in JSON, and the other way round.
      members[scalars.map { "\($0.value)" }.joined(separator: " ")] =
        "\"" + scalars.map { escaped($0) }.joined() + "\"" + space() + ":" + value
    }
    return "{" + space() + members.values.shuffled(using: &self).joined(separator: ",") + "}"
  }

  private mutating func list(depth: Int) -> [String] {
    (0..<Int.random(in: 0..<5, using: &self)).map { _ in json(depth: depth - 1) }
  }

  private mutating func string() -> String {
    "\"" + (0..<Int.random(in: 0..<20, using: &self)).map { _ in escaped(scalar()) }.joined() + "\""
  }

  private mutating func escaped(_ scalar: Unicode.Scalar) -> String {
    let needsEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
    guard needsEscape || Int.random(in: 0..<4, using: &self) == 0 else { return String(scalar) }
    return UTF16.encode(scalar).map { units in
      units.map { unit in
        let hex = String(unit, radix: 16, uppercase: Bool.random(using: &self))
        return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      }.joined()
    } ?? ""
  }

  private mutating func scalar() -> Unicode.Scalar {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
    ]
    let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
    return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "?"
  }

  private mutating func space() -> String {
    ["", "", "", " ", "\n", "\t \r"][Int.random(in: 0..<6, using: &self)]
  }
}

// MARK: Bytes

extension Random {
  /// The bytes with one of them changed, dropped or doubled.
  mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
    var mutant = bytes
    let index = Int.random(in: bytes.indices, using: &self)
    switch Int.random(in: 0..<4, using: &self) {
    case 0: mutant.remove(at: index)
    case 1: mutant.insert(bytes[index], at: index)
    case 2: mutant[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
    default: mutant[index] = byte()
    }
    return mutant
  }

  /// Bytes that often look like JSON.
  mutating func bytes(upTo count: Int) -> [UInt8] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in byte() }
  }

  private mutating func byte() -> UInt8 {
    let likely = Array(#"{}[]":,\u0019-ntfae. "#.utf8)
    let isLikely = Int.random(in: 0..<8, using: &self) > 0
    return isLikely
      ? likely[Int.random(in: likely.indices, using: &self)] : .random(in: 0...255, using: &self)
  }
}
