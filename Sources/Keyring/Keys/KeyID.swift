/// Names a key without telling whose it is: 16 random bytes.
public struct KeyID: Hashable, Sendable {
  static let size = 16

  private let high: UInt64
  private let low: UInt64

  private init(high: UInt64, low: UInt64) {
    (self.high, self.low) = (high, low)
  }

  static func random() -> KeyID {
    var generator = SystemRandomNumberGenerator()
    return KeyID(high: generator.next(), low: generator.next())
  }

  /// Reads the id that begins at `offset`, which has to leave room for it.
  init(_ bytes: RawSpan, at offset: Int) {
    let high = bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let low = bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
  }

  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.size) { buffer, count in
      for place in 0..<8 {
        buffer[place] = UInt8(truncatingIfNeeded: high >> (56 - 8 * UInt64(place)))
        buffer[place + 8] = UInt8(truncatingIfNeeded: low >> (56 - 8 * UInt64(place)))
      }
      count = Self.size
    }
  }
}

extension KeyID: CustomStringConvertible {
  /// Reads 32 lower-case hexadecimal digits; nil for anything else.
  public init?(hex text: some StringProtocol) {
    let digits = Array(text.utf8)
    self.init(hex: digits.span)
  }

  init?(hex digits: Span<UInt8>) {
    guard digits.count == 2 * Self.size,
      let high = Hex.number(digits.extracting(0..<Self.size)),
      let low = Hex.number(digits.extracting(Self.size...))
    else { return nil }
    self.init(high: high, low: low)
  }

  /// 32 lower-case hexadecimal digits.
  public var hex: String { Hex.text(of: bytes) }
  public var description: String { hex }
}

extension KeyID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = KeyID(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no key id")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
