import Foundation

/// A file that is written at its end, and whose end can be looked at and cut.
final class AppendedFile {
  let path: String
  private let descriptor: Int32

  /// Opens the file, or makes one that only its owner may read.
  init(_ path: String) throws {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure.writing(path) }
  }

  deinit { close(descriptor) }

  /// The file's length, and its last bytes, at most so many.
  func tail(_ most: Int) throws -> (length: Int, bytes: [UInt8]) {
    let length = Int(lseek(descriptor, 0, SEEK_END))
    guard length >= 0 else { throw Failure.writing(path) }
    var bytes = [UInt8](repeating: 0, count: min(length, most))
    let count = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress, $0.count, off_t(length - $0.count))
    }
    guard count == bytes.count else { throw Failure.reading(path) }
    return (length, bytes)
  }

  /// Cuts the file to so many bytes; what is written goes there.
  func cut(to length: Int) throws {
    let end = off_t(length)
    guard ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else {
      throw Failure.writing(path)
    }
  }

  func write(_ bytes: [UInt8]) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw Failure.writing(path) }
      written += max(count, 0)
    }
  }

  /// Lets the system bring to the disk what was written so far, so that `sync` waits for less.
  ///
  /// It may leave it.
  func beginWriting() { _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) }

  /// Makes what was written durable.
  func sync() throws {
    guard fsync(descriptor) == 0 else { throw Failure.writing(path) }
  }
}
