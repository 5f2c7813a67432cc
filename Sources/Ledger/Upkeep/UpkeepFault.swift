import Deals
public import Replay

/// Why a backup was not made, or not put back; nothing of it is left in either case.
public enum UpkeepFault: Error, Hashable, Sendable {
  case ledger(LedgerFault)
  /// Something stands where the copy is to go. Choose another folder.
  case occupied(path: String, problem: String)
  /// The folder holds no backup, or one that was not finished.
  case noBackup(path: String)
  /// What the backup says of itself cannot be read.
  case badDescription(path: String, problem: String)
  /// A file of the copy could not be made, read or written, and what the system said.
  case copying(path: String, problem: String)
  /// The copy does not hold: the first place where it does not, and how many there are.
  case doesNotHold(path: String, Divergence, count: Int)
  /// The copy could not be replayed at all.
  case notReplayed(path: String, ReplayFault)
  /// The copy holds, and is not the beginning of the ledger that it was made from.
  case otherTree(path: String, size: UInt64)
  /// The backup is older than the last tree head that was signed: those events would be missing.
  case behind(path: String, size: UInt64, signed: UInt64, keptAt: String)
  /// The bytes are not those that the backup was made with, though what could be checked holds.
  case altered(path: String)
}

extension UpkeepFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ledger(let fault): "\(fault)"
    case .occupied(let path, let problem), .copying(let path, let problem): "\(path): \(problem)"
    case .noBackup(let path): "\(path) holds no finished backup"
    case .badDescription(let path, let problem):
      "\(path) does not read as the description of a backup: \(problem)"
    case .doesNotHold(let path, let first, let count):
      "the copy of \(path) does not hold: \(first.place): \(first.message)"
        + (count > 1 ? ", and \(count - 1) more" : "")
    case .notReplayed(let path, let fault): "the copy of \(path) cannot be replayed: \(fault)"
    case .otherTree(let path, let size):
      "the copy of \(path) holds, and its \(size) events are not the first of that ledger"
    case .behind(let path, let size, let signed, let keptAt):
      "\(path) has \(size) events, and a tree of \(signed) was signed (\(keptAt)): positions \(size) to \(signed - 1) are missing"
    case .altered(let path):
      "\(path) has other bytes than it was made with, in what cannot be checked here"
    }
  }
}
