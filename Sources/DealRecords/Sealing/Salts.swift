import CanonicalJSON
import Keyring

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
  public convenience init() { self.init(from: RandomBytes.fill) }

  /// Salts from a source, which is asked for four at a time.
  public init(from draw: @escaping (UnsafeMutableRawBufferPointer) -> Void) { self.draw = draw }

  /// The next salt.
  func next() -> [UInt8] {
    var salt: [UInt8] = []
    lend { bytes in salt = bytes.withUnsafeBytes { Array($0) } }
    return salt
  }

  /// Writes the next salt in base64url behind what stands in `text`.
  func write(to text: inout [UInt8]) {
    lend { bytes in Base64URL.encode(bytes, into: &text) }
  }

  private func lend(_ body: (RawSpan) -> Void) {
    if pool.isEmpty {
      pool = [UInt8](unsafeUninitializedCapacity: 4 * Self.length) { buffer, filled in
        draw(UnsafeMutableRawBufferPointer(buffer))
        filled = 4 * Self.length
      }
    }
    body(pool.span.bytes.extracting(last: Self.length))
    pool.removeLast(Self.length)
  }
}
