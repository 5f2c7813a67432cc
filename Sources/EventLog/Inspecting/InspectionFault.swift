import LMDB

/// Why a log cannot be looked into.
public enum InspectionFault: Error, Hashable, Sendable {
  /// What is stored is no log, or a damaged one: an answer to whoever asked whether it is whole.
  case damaged(page: UInt64?, String)
  /// It could not be looked at now, which says nothing about it.
  case log(LogFault)

  /// Tells apart what was met while reading.
  public init(_ fault: LogFault) {
    self =
      switch fault {
      case .damaged(let what): .damaged(page: nil, what)
      case .storage(.corrupted): .damaged(page: nil, "\(fault)")
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
      case .corrupted, .notLMDB, .truncated, .versionMismatch, .missingTable:
        .damaged(page: nil, "\(error)")
      default: .log(.storage(StorageFault(error)))
      }
  }
}
