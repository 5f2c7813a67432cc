public import EventLog
import Glibc

/// Why a replay could not look at a ledger, which says nothing about it.
///
/// That a ledger does not hold is none of these: it is an answer (`Certificate`).
public enum ReplayFault: Error, Hashable, Sendable {
  /// There is no ledger. Check the path.
  case noLedger(path: String)
  /// The log cannot be read now. See `LogFault` for what to do.
  case log(LogFault)
  /// A file cannot be read now, and the system's code for why; nil where it is no file, or changed
  /// meanwhile. Check permissions and disk.
  case file(path: String, code: Int32?)
}

extension ReplayFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLedger(let path): "there is no ledger at \(path)"
    case .file(let path, let code?): "\(path) cannot be read: \(String(cString: strerror(code)))"
    case .file(let path, nil): "\(path) is no file, or became shorter while it was read"
    case .log(let fault): "\(fault)"
    }
  }
}
