import Foundation

/// A new file that is written under another name, and gets its own when it is whole and durable.
///
/// Only its owner may read it. What is dropped, or interrupted, leaves nothing.
final class DraftFile: Sendable {
  let path: String
  /// Where it lies until then, for what writes to a name.
  let draft: String
  private let descriptor: Int32

  /// Refuses a path at which something stands.
  init(for path: String) throws {
    try NewFile(path: path).requireRoom()
    self.path = path
    draft = "\(path).\(UUID().uuidString.prefix(8)).draft"
    descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure.writing(path) }
  }

  deinit {
    close(descriptor)
    discard()
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
    // Let the system begin, so that the sync waits for less.
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  /// Gives the file its name, durably, unless something stands there by now.
  func settle() throws {
    guard fsync(descriptor) == 0 else { throw Failure.writing(path) }
    let file = NewFile(path: path)
    // A link takes no name that is taken. Where a disk knows no links, a look before has to do.
    if link(draft, path) != 0 {
      guard errno != EEXIST else { throw Failure.writing(path) }
      try file.requireRoom()
      guard rename(draft, path) == 0 else { throw Failure.writing(path) }
    }
    discard()
    try file.syncName()
  }

  /// Takes the draft away.
  func discard() { unlink(draft) }
}
