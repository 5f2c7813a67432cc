/// The first and the last eight bytes of a text: with its length all of it, where it has no more than
/// sixteen, as most that reports count by.
struct TextEnds: Hashable {
  /// How long a text may be that its ends tell from all others as long.
  static let length = 16

  private(set) var first: UInt64 = 0
  private(set) var last: UInt64 = 0

  init() {}

  init(_ text: UnsafeBufferPointer<UInt8>) {
    let (bytes, count) = (UnsafeRawBufferPointer(text), text.count)
    switch count {
    case 8...:
      first = bytes.loadUnaligned(as: UInt64.self)
      last = bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
    case 4...:
      first = UInt64(bytes.loadUnaligned(as: UInt32.self))
      last = UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    default:
      for byte in bytes { first = first << 8 | UInt64(byte) }
    }
  }
}
