import Foundation

/// An open file, closed when nobody holds it any more.
final class OpenFile: Sendable {
  let path: String
  let descriptor: Int32

  init(_ path: String, _ flags: Int32) throws(KeyringFault) {
    descriptor = open(path, flags | O_CLOEXEC, 0o600)
    self.path = path
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .missing(path: path) : .lastError(path)
    }
  }

  deinit { close(descriptor) }

  func mark() throws(KeyringFault) -> FileMark {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .lastError(path) }
    return FileMark(status)
  }

  /// What stands from `offset` to the end.
  func read(from offset: Int = 0) throws(KeyringFault) -> [UInt8] {
    let size = max(0, try mark().size - offset)
    // An array made for nothing still writes to the one empty array that all threads share.
    guard size > 0 else { return [] }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let part = pread(
          descriptor, buffer.baseAddress?.advanced(by: count), size - count, offset + count)
        failed = part < 0
        guard part > 0 else { return }
        count += part
      }
    }
    guard !failed else { throw .lastError(path) }
    return bytes
  }

  /// Writes all of it at `offset`, or takes back what it could write.
  func write(_ bytes: [UInt8], at offset: Int) throws(KeyringFault) {
    var written = 0
    let failed = bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let part = pwrite(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written,
          offset + written)
        guard part > 0 else { return true }
        written += part
      }
      return false
    }
    guard failed else { return }
    let fault = KeyringFault.lastError(path)
    try cut(to: offset)
    throw fault
  }

  func cut(to size: Int) throws(KeyringFault) {
    guard ftruncate(descriptor, size) == 0 else { throw .lastError(path) }
  }

  func sync() throws(KeyringFault) {
    guard fsync(descriptor) == 0 else { throw .lastError(path) }
  }
}

/// Tells one file from another that took its name, and whether it grew.
struct FileMark: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
  let size: Int

  init(_ status: stat) {
    (device, inode, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int(status.st_size))
  }

  func isSameFile(as other: FileMark) -> Bool {
    (device, inode) == (other.device, other.inode)
  }
}

extension KeyringFault {
  /// What the system said last.
  static func lastError(_ path: String) -> KeyringFault {
    .file(path: path, problem: String(cString: strerror(errno)))
  }
}
