internal import Glibc

/// `data.mdb` as a plain file, to be looked at before it is mapped.
///
/// LMDB locks another file, so closing this one drops no lock.
struct DataFile: ~Copyable {
  private let descriptor: Int32

  /// Opens the file; a writer makes an empty one, which LMDB takes for a new environment.
  init(at path: String, _ access: Environment.Access) throws(LMDBError) {
    let flags = access == .readWrite ? O_RDWR | O_CREAT : O_RDONLY
    descriptor = unsafe open(path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LMDBError(code: errno) }
  }

  deinit { close(descriptor) }

  func identity() throws(LMDBError) -> OpenFile.Identity {
    let status = try status()
    return OpenFile.Identity(device: status.st_dev, inode: status.st_ino)
  }

  func length() throws(LMDBError) -> Int {
    try status().st_size
  }

  /// The bytes from `offset` on: `count` of them, or as many as there are.
  func bytes(at offset: Int, count: Int) throws(LMDBError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while let next = unsafe buffer.baseAddress?.advanced(by: filled), filled < count {
        let more = unsafe pread(descriptor, next, count - filled, offset + filled)
        if more < 0 { code = errno }
        guard more > 0 else { return }
        filled += more
      }
    }
    try check(code)
    return bytes
  }

  private func status() throws(LMDBError) -> stat {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw LMDBError(code: errno) }
    return status
  }
}
