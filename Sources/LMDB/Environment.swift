internal import CLMDB
internal import Glibc
internal import Synchronization

/// One open LMDB file.
///
/// Open a file once in a process, and keep it open: LMDB's locks are the process's, and closing a
/// second environment would drop those of the first.
@safe public final class Environment: Sendable {
  /// What an environment is opened for.
  public enum Access: Hashable, Sendable {
    case readWrite, readOnly
  }

  /// What it was opened for.
  public let access: Access
  // LMDB's own locks make it safe to share.
  nonisolated(unsafe) let handle: OpaquePointer
  /// The file, which `deinit` gives free.
  private let file: OpenFile
  /// The thread that writes, 0 when none of this process does.
  private let writer = Atomic<pthread_t>(0)
  /// LMDB opens tables for one thread at a time.
  let opening = Mutex(())

  /// Opens `<folder>/data.mdb`; a `readWrite` environment makes it in a folder that exists.
  ///
  /// The map takes address space, not disk, and stays as it is: choose it far larger than the file
  /// will grow. A reader needs a map as large as the writer's, and has it with a `mapSize` of 0.
  ///
  /// Throws `alreadyOpen` when this process has the file open, and `truncated` or `notLMDB` before
  /// a damaged file is mapped.
  public init(
    folder: String, mapSize: Int, maxTables: Int = 32, maxReaders: Int = 1024,
    access: Access = .readWrite
  ) throws(LMDBError) {
    self.access = access
    let data = try DataFile(at: folder + "/data.mdb", access)
    try data.checkLength(access)
    file = try OpenFile(data)

    var created: OpaquePointer?
    try unsafe check(mdb_env_create(&created))
    guard let created = unsafe created else { throw LMDBError(code: ENOMEM) }
    do throws(LMDBError) {
      try unsafe check(mdb_env_set_mapsize(created, mapSize.roundedUpToPage))
      try unsafe check(mdb_env_set_maxdbs(created, UInt32(maxTables)))
      try unsafe check(mdb_env_set_maxreaders(created, UInt32(maxReaders)))
      try unsafe check(mdb_env_open(created, folder, access.flags(in: folder), 0o600))
    } catch {
      unsafe mdb_env_close(created)
      throw error
    }
    unsafe handle = created
  }

  deinit { unsafe mdb_env_close(handle) }

  /// Frees the slots of readers whose process has died; answers how many.
  ///
  /// Call it on a timer: a dead reader holds back the reuse of pages as a live one does.
  public func clearStaleReaders() throws(LMDBError) -> Int {
    var dead: Int32 = 0
    try unsafe check(mdb_reader_check(handle, &dead))
    return Int(dead)
  }

  /// How large the environment is, and how much of it is in use.
  public var info: EnvironmentInfo {
    var info = unsafe MDB_envinfo()
    var stat = MDB_stat()
    // They fail only for a null pointer.
    unsafe mdb_env_info(handle, &info)
    unsafe mdb_env_stat(handle, &stat)
    return unsafe EnvironmentInfo(
      mapSize: info.me_mapsize, pageSize: Int(stat.ms_psize), lastPage: info.me_last_pgno,
      readers: Int(info.me_numreaders), maxReaders: Int(info.me_maxreaders),
      lastTransactionID: info.me_last_txnid)
  }

  /// The flags that LMDB runs with, so that a test can hold them to the rules.
  var flags: Int32 {
    var flags: UInt32 = 0
    unsafe mdb_env_get_flags(handle, &flags)
    return Int32(bitPattern: flags)
  }

  /// Begins a transaction that has no parent: nested ones have known bugs in LMDB 0.9.24.
  func begin(flags: Int32) throws(LMDBError) -> TransactionHandle {
    var begun: OpaquePointer?
    let code = unsafe mdb_txn_begin(handle, nil, UInt32(flags), &begun)
    guard let begun = unsafe begun, code == MDB_SUCCESS else { throw LMDBError(code: code) }
    return unsafe TransactionHandle(pointer: begun)
  }

  /// Waits for the write lock.
  func beginWriting() throws(LMDBError) -> TransactionHandle {
    guard access == .readWrite else { throw .readOnly }
    requireNotWriting()
    let transaction = try begin(flags: 0)
    writer.store(pthread_self(), ordering: .relaxed)
    return transaction
  }

  /// To be called before the transaction ends, while the lock is still held.
  func stopWriting() {
    precondition(
      writer.load(ordering: .relaxed) == pthread_self(),
      "A write transaction must end on the thread that began it")
    writer.store(0, ordering: .relaxed)
  }

  /// Stops a thread that would wait for its own write lock for ever.
  func requireNotWriting() {
    precondition(
      writer.load(ordering: .relaxed) != pthread_self(),
      "This thread has a write transaction already")
  }
}

extension Environment.Access {
  /// Never WRITEMAP, where a full disk is a SIGBUS; never NOSYNC or NOMETASYNC, which lose commits.
  ///
  /// Where there is no lock file nobody writes: a reader then does without one, so that a backup
  /// stays as it is.
  fileprivate func flags(in folder: String) -> UInt32 {
    switch self {
    case .readWrite: UInt32(MDB_NOTLS)
    case .readOnly where unsafe Glibc.access(folder + "/lock.mdb", F_OK) != 0:
      UInt32(MDB_NOTLS | MDB_RDONLY | MDB_NOLOCK)
    case .readOnly: UInt32(MDB_NOTLS | MDB_RDONLY)
    }
  }
}

extension Int {
  fileprivate var roundedUpToPage: Int {
    let page = sysconf(Int32(_SC_PAGESIZE))
    return (self + page - 1) / page * page
  }
}
