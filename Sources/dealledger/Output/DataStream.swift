import Foundation

/// Standard output: the data that was asked for, and nothing else.
///
/// What is written is gathered, since a log has millions of lines; `flush` before anything that
/// waits.
final class DataStream {
  /// Whoever reads has gone, as `head` does: no fault, and no reason to go on.
  struct Closed: Error {}

  private static let capacity = 1 << 16

  private var pending: [UInt8] = []

  func write(_ line: some StringProtocol) throws { try write(Array(line.utf8)) }

  /// Writes the bytes and a line feed.
  func write(_ line: [UInt8]) throws {
    pending.append(contentsOf: line)
    pending.append(UInt8(ascii: "\n"))
    if pending.count >= Self.capacity { try flush() }
  }

  /// Writes the bytes alone.
  func writeRaw(_ bytes: [UInt8]) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= Self.capacity { try flush() }
  }

  func flush() throws {
    var written = 0
    defer { pending.removeAll(keepingCapacity: true) }
    while written < pending.count {
      let count = pending.withUnsafeBytes { bytes in
        Glibc.write(STDOUT_FILENO, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count > 0 {
        written += count
      } else if errno == EPIPE {
        throw Closed()
      } else if errno != EINTR {
        throw Failure.writing("standard output")
      }
    }
  }
}
