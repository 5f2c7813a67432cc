import LMDB

/// Why a log cannot be looked into.
public enum InspectionFault: Error, Hashable, Sendable {
  /// What is stored is no log, or a damaged one: an answer to whoever asked whether it is whole.
  case damaged(page: UInt64?, String)
  /// The process may not open the file, or the lock file beside it.
  case notPermitted
  /// Too many read it at the moment.
  case busy
  /// It could not be looked at for another reason, which says nothing about it.
  case log(LogFault)

  /// Tells apart what was met while reading.
  public init(_ fault: LogFault) {
    self =
      switch fault {
      case .damaged(let what): .damaged(page: nil, what)
      case .storage(let error): InspectionFault(error)
      default: .log(fault)
      }
  }

  init(_ fault: PageFault) {
    self =
      switch fault {
      case .damaged(let page, let problem): .damaged(page: page, problem.rawValue)
      case .unreadable(let error): InspectionFault(error)
      }
  }

  private init(_ error: LMDBError) {
    self =
      switch error {
      case .notLMDB, .versionMismatch, .missingTable: .damaged(page: nil, "\(error)")
      default: InspectionFault(StorageFault(error))
      }
  }

  private init(_ fault: StorageFault) {
    self =
      switch fault {
      case .corrupted, .truncated: .damaged(page: nil, "\(fault)")
      case .permissionDenied: .notPermitted
      case .readersFull: .busy
      default: .log(.storage(fault))
      }
  }
}
