import Glibc
import Synchronization

/// Bytes of the system's generator, drawn in advance for salts and nonces.
///
/// Asking it for each of them costs more than the hashing and the encryption that they are for. No
/// byte is given out twice.
public enum RandomBytes {
  private static let size = 16 << 10
  private static let pool = Mutex<[UInt8]>([])

  /// Fills a buffer of at most 16 KiB.
  public static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    pool.withLock { bytes in
      if bytes.count < buffer.count { bytes = drawn() }
      buffer.copyBytes(from: bytes.suffix(buffer.count))
      bytes.removeLast(buffer.count)
    }
  }

  private static func drawn() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        // 256 bytes are the most that one call gives.
        let piece = buffer.baseAddress?.advanced(by: filled)
        precondition(getentropy(piece, 256) == 0, "The system has no random numbers")
        filled += 256
      }
    }
  }
}
