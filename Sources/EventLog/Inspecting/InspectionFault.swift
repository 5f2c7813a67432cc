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
      case .storage(let error) where error.tellsOfDamage: .damaged(page: nil, "\(error)")
      default: .log(fault)
      }
  }

  init(_ fault: PageFault) {
    self =
      switch fault {
      case .damaged(let page, let problem): .damaged(page: page, problem.rawValue)
      case .unreadable(let error) where error.tellsOfDamage: .damaged(page: nil, "\(error)")
      case .unreadable(let error): .log(.storage(error))
      }
  }
}

extension LMDBError {
  fileprivate var tellsOfDamage: Bool {
    switch self {
    case .corrupted, .notLMDB, .truncated, .versionMismatch, .missingTable: true
    default: false
    }
  }
}
