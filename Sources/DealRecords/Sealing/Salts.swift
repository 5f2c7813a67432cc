import Glibc

/// Random bytes for salts, drawn for several at a time.
///
/// A digest can be guessed from the values that it may stand for unless its salt is random, of the
/// digest's own length, and used once.
public struct Salts {
  /// In bytes.
  @usableFromInline static let length = 32

  private let draw: (UnsafeMutableRawBufferPointer) -> Void
  private var pool: [UInt8] = []

  /// Salts from the system's generator.
  public init() {
    self.init { buffer in
      precondition(
        getentropy(buffer.baseAddress, buffer.count) == 0, "The system has no random numbers")
    }
  }

  /// Salts from a source, which fills 256 bytes at a time.
  public init(from draw: @escaping (UnsafeMutableRawBufferPointer) -> Void) { self.draw = draw }

  /// The next salt.
  @usableFromInline mutating func next() -> [UInt8] {
    if pool.count < Self.length {
      pool = [UInt8](unsafeUninitializedCapacity: 256) { buffer, filled in
        draw(UnsafeMutableRawBufferPointer(buffer))
        filled = 256
      }
    }
    defer { pool.removeLast(Self.length) }
    return Array(pool.suffix(Self.length))
  }
}
