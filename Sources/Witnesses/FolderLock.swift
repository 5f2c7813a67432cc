import Glibc

/// A lock on a file, which ends with the process that holds it, however that ends.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, or throws that another process has it.
  init(_ path: String, of folder: String) throws(WitnessFault) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .inUse(path: folder)
    }
  }

  deinit { close(descriptor) }
}
