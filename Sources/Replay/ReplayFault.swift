public import EventLog

/// Why a replay could not look at a ledger, which says nothing about it.
///
/// That a ledger does not hold is none of these: it is an answer (`Certificate`).
public enum ReplayFault: Error, Hashable, Sendable {
  /// There is no ledger. Check the path.
  case noLedger(path: String)
  /// The log or its lock file may not be opened. Copy its folder, and replay the copy.
  case notPermitted(path: String)
  /// Too many read the log. Try again later.
  case busy
  /// The log cannot be read now. See `LogFault` for what to do.
  case log(LogFault)
}

extension ReplayFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLedger(let path): "there is no ledger at \(path)"
    case .notPermitted(let path): "the log in \(path), or its lock file, may not be opened"
    case .busy: "too many read the log at the moment"
    case .log(let fault): "\(fault)"
    }
  }
}
