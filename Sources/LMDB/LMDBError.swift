internal import CLMDB
internal import Glibc

/// Why LMDB, or this layer, refused.
///
/// That there is no entry under a key is an answer (`nil`), never an error.
public enum LMDBError: Error, Hashable, Sendable {
  /// The map has no room left. Drop the transaction; open the environment with a larger map.
  case mapFull
  /// Another process writes with a larger map. Open the environment again with that size.
  case mapResized
  /// Every reader's slot is taken. Clear stale readers, end snapshots, or try again later.
  case readersFull
  /// The disk or the quota is full. Drop the transaction; make room, then try again.
  case diskFull
  /// The disk failed, with the `errno` it gave. Stop the process, reopen, check the tail.
  case io(code: Int32)
  /// A page is missing or damaged. Stop, and restore.
  ///
  /// LMDB has no checksums: hardly a flipped bit comes to this, and only hashes of what is stored
  /// find the others.
  case corrupted
  /// An earlier write failed half-way. Stop the process, reopen, check the tail.
  case panic
  /// Another version of LMDB wrote the file, or holds it open. Use that version.
  case versionMismatch
  /// The file is something else. Check the path.
  case notLMDB
  /// The file is too short to hold its pages, in bytes. Restore: to map it would be fatal.
  case truncated(expected: Int, actual: Int)
  /// A table that was never made, and cannot be made here. Let a writer open it first.
  case missingTable(String)
  /// This process has the file open. Share that environment.
  case alreadyOpen
  /// An appended key does not sort after the last one. Nothing was written.
  case outOfOrder
  /// A key has no bytes. Nothing was read or written.
  case emptyKey
  /// A key has this many bytes, more than `Table.longestKey`. Nothing was read or written.
  case keyTooLong(Int)
  /// The process may not open the file or its lock. Mend the permissions.
  case permissionDenied
  /// There is no file, or no folder for it. Check the path.
  case noSuchFile
  /// The environment or its file system takes no writes.
  case readOnly
  /// The process, or the machine, has as many files open as it may.
  case noDescriptors
  /// There is no memory, or no address space for the map.
  case noMemory
  /// Any other code, with LMDB's own words for it.
  case other(code: Int32, message: String)

  /// Whether the outcome of the last commit is unknown.
  ///
  /// The process must then stop, open the file again and look.
  public var isFatal: Bool {
    switch self {
    case .io, .corrupted, .panic: true
    default: false
    }
  }

  /// The error for a code of LMDB's, or for an `errno`.
  init(code: Int32) {
    self =
      switch code {
      case MDB_MAP_FULL: .mapFull
      case MDB_MAP_RESIZED: .mapResized
      case MDB_READERS_FULL: .readersFull
      case MDB_PANIC: .panic
      case MDB_VERSION_MISMATCH: .versionMismatch
      case MDB_INVALID: .notLMDB
      // A tree that is deeper than a cursor can follow is a damaged one.
      case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_CURSOR_FULL: .corrupted
      case ENOSPC, EDQUOT: .diskFull
      case EIO, ENXIO, ENODEV, ESTALE: .io(code: code)
      case EACCES, EPERM: .permissionDenied
      case ENOENT: .noSuchFile
      case EROFS: .readOnly
      case EMFILE, ENFILE: .noDescriptors
      case ENOMEM: .noMemory
      default: .other(code: code, message: unsafe String(cString: mdb_strerror(code)))
      }
  }
}

/// Throws unless `code` is success.
func check(_ code: Int32) throws(LMDBError) {
  guard code == MDB_SUCCESS else { throw LMDBError(code: code) }
}
