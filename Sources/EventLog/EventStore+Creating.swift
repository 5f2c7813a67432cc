import Glibc
import LMDB
import Transparency

extension EventStore {
  /// Makes a log in a folder that is there, with the events of its founding command.
  ///
  /// It appears whole or not at all: what is broken off leaves a folder `making-…` that can go.
  ///
  /// `source` is that of its lines: `/ledgers/<id>/0`. Unless the founding command comes to
  /// `appended` there is no log.
  public static func create(
    folder: String, source: String, mapSize: Int = 256 << 30, founding: Submission
  ) throws(LogFault) -> AppendOutcome {
    let data = folder + "/data.mdb"
    guard access(data, F_OK) != 0 else { throw .alreadyThere(folder: folder) }
    let aside = folder + "/making-\(UInt64.random(in: 0 ... .max))"
    try system(mkdir(aside, 0o700))
    defer {
      for name in ["/data.mdb", "/lock.mdb"] { unlink(aside + name) }
      rmdir(aside)
    }
    let outcome = try make(in: aside, source, mapSize, founding)
    guard case .appended = outcome else { return outcome }
    // A link, since it takes the place of nothing.
    guard link(aside + "/data.mdb", data) == 0 else {
      throw errno == EEXIST ? .alreadyThere(folder: folder) : .system(code: errno)
    }
    try makeDurable(namesIn: folder)
    return outcome
  }

  /// Makes a log and closes it again.
  private static func make(
    in folder: String, _ source: String, _ mapSize: Int, _ founding: Submission
  ) throws(LogFault) -> AppendOutcome {
    let environment = try stored { () throws(LMDBError) in
      try Environment(folder: folder, mapSize: mapSize)
    }
    let tables = try stored { () throws(LMDBError) in try Tables(environment) }
    var transaction = try AppendTransaction(
      environment, tables, after: Tail(edge: .init(), time: nil, source: source))
    try transaction.put(Array(format.utf8), for: Keys.format, in: tables.meta)
    let outcome: AppendOutcome
    do throws(AppendFault) {
      outcome = try transaction.take(founding)
    } catch {
      throw error.fault
    }
    if case .appended = outcome { _ = try transaction.commit() }
    return outcome
  }

  private static func makeDurable(namesIn folder: String) throws(LogFault) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    try system(descriptor)
    defer { Glibc.close(descriptor) }
    try system(fsync(descriptor))
  }

  private static func system(_ result: Int32) throws(LogFault) {
    guard result >= 0 else { throw .system(code: errno) }
  }
}

extension LogFault {
  /// What the operating system refused, as the store would say it.
  fileprivate static func system(code: Int32) -> LogFault {
    switch code {
    case EACCES, EPERM: .storage(.permissionDenied)
    case ENOENT, ENOTDIR: .storage(.noSuchFile)
    case EROFS: .storage(.readOnly)
    case ENOSPC, EDQUOT: .storage(.diskFull)
    default: .storage(.other(String(cString: strerror(code))))
    }
  }
}
