import Glibc

/// Random bytes for salts, drawn for several at a time; for one thread at a time.
///
/// A digest can be guessed from the values that it may stand for unless its salt is random, of the
/// digest's own length, and used once.
public final class Salts {
  /// In bytes.
  static let length = 32

  private let draw: (UnsafeMutableRawBufferPointer) -> Void
  private var pool: [UInt8] = []

  /// Salts from the system's generator.
  public convenience init() {
    self.init { buffer in
      precondition(
        getentropy(buffer.baseAddress, buffer.count) == 0, "The system has no random numbers")
    }
  }

  /// Salts from a source, which fills up to 256 bytes at a time.
  public init(from draw: @escaping (UnsafeMutableRawBufferPointer) -> Void) { self.draw = draw }

  /// The next salt.
  func next() -> [UInt8] {
    if pool.isEmpty {
      pool = [UInt8](unsafeUninitializedCapacity: 8 * Self.length) { buffer, filled in
        draw(UnsafeMutableRawBufferPointer(buffer))
        filled = buffer.count
      }
    }
    defer { pool.removeLast(Self.length) }
    return Array(pool.suffix(Self.length))
  }
}
