import LMDB

/// Why the store beneath the log refused, in words that do not say which store it is.
public enum StorageFault: Error, Hashable, Sendable {
  /// The log has grown to the size that it was opened for. Open it with a larger `mapSize`.
  case mapFull
  /// As many snapshots are looked at as may be at a time. End some, or try again later.
  case readersFull
  /// The disk or the quota is full. Make room, then try again.
  case diskFull
  /// This process has the log open. Share that `EventStore`.
  case alreadyOpen
  /// The process may not open the files. Mend the permissions.
  case permissionDenied
  /// There is no file, or no folder for it. Check the path.
  case noSuchFile
  /// The file system takes no writes.
  case readOnly
  /// As many files are open as may be. Raise the limit, then try again.
  case noDescriptors
  /// No memory is left, or no address space for the log's map. Lift the limit, then try again.
  case noMemory
  /// The file is too short to hold its pages, in bytes. Restore.
  case truncated(expected: Int, actual: Int)
  /// A page is missing or damaged. Stop, and restore.
  case corrupted
  /// A write failed half-way, with what the system said. Stop the process, and open the log again.
  case failed(String)
  /// Anything else, in the store's own words.
  case other(String)

  /// Whether the outcome of the last write is unknown.
  public var isFatal: Bool {
    switch self {
    case .corrupted, .failed: true
    default: false
    }
  }

  init(_ error: LMDBError) {
    self =
      switch error {
      case .mapFull: .mapFull
      case .readersFull: .readersFull
      case .diskFull: .diskFull
      case .alreadyOpen: .alreadyOpen
      case .permissionDenied: .permissionDenied
      case .noSuchFile: .noSuchFile
      case .readOnly: .readOnly
      case .noDescriptors: .noDescriptors
      case .noMemory: .noMemory
      case .truncated(let expected, let actual): .truncated(expected: expected, actual: actual)
      case .corrupted: .corrupted
      default: error.isFatal ? .failed("\(error)") : .other("\(error)")
      }
  }
}

extension StorageFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .mapFull: "the log is as large as it was opened for: open it with a larger size"
    case .readersFull: "too many readers at a time: try again later"
    case .diskFull: "the disk or the quota is full: make room and try again"
    case .alreadyOpen: "this process has the log open already"
    case .permissionDenied: "the log's files may not be opened: check the permissions"
    case .noSuchFile: "there is no such file or folder"
    case .readOnly: "the file system takes no writes"
    case .noDescriptors: "too many files are open"
    case .noMemory: "there is no memory, or no address space for the log's map"
    case .truncated(let expected, let actual):
      "the log's file is truncated: it has \(actual) bytes of \(expected); restore it"
    case .corrupted: "a page of the log's file is missing or damaged: stop and restore"
    case .failed(let words), .other(let words): words
    }
  }
}
