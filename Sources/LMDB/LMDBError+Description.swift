extension LMDBError: CustomStringConvertible {
  /// What happened, and what to do about it.
  public var description: String {
    switch self {
    case .mapFull: "the map is full: open the environment with a larger one"
    case .mapResized: "another process uses a larger map: open the environment with that size"
    case .readersFull: "every reader's slot is taken: try again, or raise the number of readers"
    case .diskFull: "the disk or the quota is full: make room and try again"
    case .io(let code):
      "the disk failed or is full (errno \(code)): stop, reopen and check the tail"
    case .corrupted: "a page is missing or damaged: stop and restore"
    case .panic: "an earlier write failed half-way: stop, reopen and check the tail"
    case .versionMismatch: "another version of LMDB wrote the file or holds it open"
    case .notLMDB: "the file is not an LMDB file"
    case .truncated(let expected, let actual):
      "the file is truncated: it has \(actual) bytes of \(expected); restore it"
    case .missingTable(let name): "there is no table \(name), and this environment cannot make it"
    case .alreadyOpen: "this process has the file open already"
    case .outOfOrder: "the key does not sort after the last one"
    case .emptyKey: "the key is empty"
    case .keyTooLong(let length): "the key has \(length) bytes; \(Table.longestKey) are allowed"
    case .permissionDenied: "the file or its lock may not be opened: check the permissions"
    case .noSuchFile: "there is no such file"
    case .readOnly: "the environment is open for reading only"
    case .noDescriptors: "too many files are open: raise the limit and try again"
    case .noMemory: "there is no memory, or no address space for the map"
    case .other(let code, let message): "\(message) (\(code))"
    }
  }
}
