import Bundles
import EventLog
import Keyring
import Ledger
import Projections
import Replay
import Reports
import Witnesses

/// Why the program ends early, for the person who called it.
struct Failure: Error {
  let status: ExitStatus
  /// What is wrong, without a full stop.
  let problem: String
  /// What to do now.
  let next: String

  init(_ status: ExitStatus, _ problem: String, next: String) {
    (self.status, self.problem, self.next) = (status, problem, next)
  }
}

extension Failure {
  /// A call that makes no sense, which the parser of arguments cannot see.
  static func usage(_ problem: String, next: String) -> Failure {
    Failure(.usage, problem, next: next)
  }

  /// The failure that an error means; nil where it is none of ours.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let fault as LedgerFault: self.init(fault)
    case let fault as LogFault: self.init(fault)
    case let fault as KeyringFault: self.init(fault)
    case let fault as DisclosingFault: self.init(fault)
    case let fault as ProvingFault: self.init(fault)
    case let fault as UpkeepFault: self.init(fault)
    case let fault as ProjectionFault: self.init(fault)
    case let fault as ReportFault: self.init(fault)
    case let fault as ReplayFault: self.init(fault)
    case let fault as WitnessFault: self.init(fault)
    case let fault as BundleExportFault: self.init(fault)
    default: return nil
    }
  }
}

extension Failure {
  /// The failure where the log's store has failed, which itself does not know where it lies.
  static func ofStore(_ error: any Error, in ledger: String) -> Failure? {
    let fault: LogFault
    switch error {
    case let found as LogFault: fault = found
    case ProvingFault.log(let found): fault = found
    case LedgerFault.log(let found), ProjectionFault.log(let found), ReplayFault.log(let found),
      BundleExportFault.log(let found):
      fault = found
    default: return nil
    }
    switch fault {
    case .storage, .stopped:
      let failure = Failure(fault)
      return Failure(failure.status, "\(ledger)/log: \(failure.problem)", next: failure.next)
    default: return nil
    }
  }
}

/// Ends the program with a status when all has been said.
struct Conclusion: Error {
  let status: ExitStatus
}
