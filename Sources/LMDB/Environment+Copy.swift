internal import CLMDB
internal import Glibc

extension Environment {
  /// Copies the last commit to `<folder>/data.mdb`, durably, while others read and write.
  ///
  /// A compacting copy leaves out what was deleted; the other keeps every page as it is. It is a
  /// long snapshot: the file grows meanwhile if there are writes. A file that is there already
  /// throws `other`, and a copy that fails is removed.
  @available(*, noasync, message: "a copy takes as long as the file is large")
  public func copy(to folder: String, compacting: Bool) throws(LMDBError) {
    requireNotWriting()  // LMDB takes the write lock to begin a copy.
    let path = folder + "/data.mdb"
    // LMDB would make it readable for everyone, and leave it to the operating system to write it.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LMDBError(code: errno) }
    defer { close(descriptor) }
    do throws(LMDBError) {
      try unsafe check(mdb_env_copyfd2(handle, descriptor, compacting ? UInt32(MDB_CP_COMPACT) : 0))
      guard fsync(descriptor) == 0 else { throw LMDBError(code: errno) }
      try syncFolder(folder)
    } catch {
      unsafe unlink(path)
      throw error
    }
  }
}

/// Makes the names in a folder durable.
private func syncFolder(_ folder: String) throws(LMDBError) {
  let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw LMDBError(code: errno) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw LMDBError(code: errno) }
}
