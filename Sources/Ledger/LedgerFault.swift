public import Deals
public import EventLog
public import Keyring

/// Why the ledger could not do what it was asked.
public enum LedgerFault: Error, Hashable, Sendable {
  case log(LogFault)
  /// The keys under which values are sealed cannot be used.
  case keys(KeyringFault)
  /// A ledger stands there already.
  case ledgerExists(path: String)
  /// There is no ledger.
  case noLedger(path: String)
  /// A file or folder could not be made, read or written.
  case file(path: String, problem: String)
  /// Another user's files: what is written there beside them, that user could not read.
  case foreignOwner(path: String, owner: UInt32)
  /// The signing key is missing: reading and verifying go on, signing does not.
  case noKey(path: String)
  /// The file holds no signing key, or one of another log.
  case wrongKey(path: String, problem: String)
  /// Others than its owner may read the key.
  case exposedKey(path: String)
  /// The tree does not extend the last signed one; nothing is signed.
  case notAnExtension(signedSize: UInt64)
  /// The log has fewer events than the largest tree that was signed: those between were lost.
  case behindHighWater(size: UInt64, signed: UInt64, keptAt: String)
  /// The log is not the one whose tree was signed, or it goes on from an older copy of that.
  case notTheSignedLog(signed: UInt64, keptAt: String)
  /// The file that keeps the last signed tree head holds none.
  case badHighWater(path: String)
  /// Nothing of what was signed is missing.
  case nothingLost
  /// The clock lies over an hour before the last line: it was set back.
  case clockWentBack(to: Instant, last: Instant)
  /// The clock has run over a day further than time has: it was set ahead, since the process or,
  /// where the clock was kept in a file, the machine was started.
  case clockRanAhead(to: Instant, expected: Instant, keptAt: String?)
  /// A value was given that the ledger cannot take.
  case badValue(String)
  /// Nothing stands at the position.
  case noSuchPosition(UInt64)
  /// Another version of the rules decides in this ledger. Use the program that knows it.
  case otherRules(inForce: Int, known: Int)
}

extension LedgerFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .log(let fault): "\(fault)"
    case .keys(let fault): "\(fault)"
    case .ledgerExists(let path): "\(path) holds a ledger already"
    case .noLedger(let path): "there is no ledger at \(path)"
    case .file(let path, let problem): "\(path): \(problem)"
    case .foreignOwner(let path, let owner): "\(path) belongs to the user \(owner)"
    case .noKey(let path): "the log's signing key is missing: \(path)"
    case .wrongKey(let path, let problem): "the key in \(path) does not fit: \(problem)"
    case .exposedKey(let path): "others may read the signing key \(path)"
    case .notAnExtension(let size):
      "the log does not extend the tree of \(size) events that was signed last"
    case .behindHighWater(let size, let signed, let path):
      "the log has \(size) events, and a tree of \(signed) was signed (\(path)): positions \(size) to \(signed - 1) are missing"
    case .notTheSignedLog(let signed, let path):
      "the log has another history than the tree of \(signed) events that was signed (\(path))"
    case .badHighWater(let path): "\(path) holds no signed tree head"
    case .nothingLost: "nothing that was signed is missing, and so there is no loss to accept"
    case .clockWentBack(let now, let last):
      "the clock says \(now.text), over an hour before the last event at \(last.text): nothing is recorded until it is set right"
    case .clockRanAhead(let now, let expected, _):
      "the clock says \(now.text), over a day after \(expected.text), where it should be by the time that has passed: nothing is recorded until it is set right"
    case .badValue(let what): what
    case .otherRules(let inForce, let known):
      "version \(inForce) of the rules decides in this ledger, and this program knows version \(known)"
    case .noSuchPosition(let position): "nothing stands at position \(position)"
    }
  }
}
