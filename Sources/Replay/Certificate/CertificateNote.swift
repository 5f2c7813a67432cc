/// What a reader of a certificate should know, and which is no fault.
public enum CertificateNote: Hashable, Sendable {
  /// Times follow the commands' own dates.
  case historyLedger
  /// No key was at hand, and why.
  case withoutKeys(String)
  /// Something was erased, so that not all can be told again.
  case erased(commands: UInt64, lines: UInt64, decidedWithout: UInt64)
  case actorsAsAsserted
  /// The key that checkpoints were checked with is the one that the ledger itself names.
  case ownKey
  case noCheckpoint
  /// Witnesses that the ledger names have not cosigned the last checkpoint.
  case notCosigned(by: [String], size: UInt64)
  /// So many events stand after the last checkpoint.
  case unsignedTail(UInt64)
  /// A checkpoint from outside is in the log.
  case outsideCheckpointHolds(size: UInt64)
  /// There are no read models to compare.
  case noModels
  /// The read models have not read so many of the events yet.
  case modelsLag(UInt64)
  /// There is nothing but line 0.
  case onlyFirstLine
  /// So many commands before this size were not decided again.
  case notDecidedAgain(UInt64, before: UInt64)
  /// What a level leaves open, and why.
  case open(ReplayLevel, String)
  /// More was found than is listed.
  case notListed(Int)
}

extension CertificateNote: CustomStringConvertible {
  public var description: String {
    switch self {
    case .historyLedger:
      "history ledger: record times follow the dates of the commands, not a clock"
    case .withoutKeys(let why):
      "without keys, sealed values and stored commands were not opened: lines, tree, indexes and the"
        + " legality of every event were checked, and no command was decided again (\(why))"
    case .erased(let commands, let lines, let decidedWithout):
      "erased, not decidable: \(commands) commands; \(lines) lines have values whose keys were"
        + " destroyed, and their digests and proofs hold; \(decidedWithout) commands were decided"
        + " again without the erased values of their deal"
    case .actorsAsAsserted:
      "actor as asserted by the operator, and signatures as the ledger found them"
    case .ownKey:
      "checkpoints were checked with the key that the ledger itself names; so as not to rely on the"
        + " operator, give a checkpoint and a key from elsewhere (--checkpoint, --key)"
    case .noCheckpoint: "no checkpoint yet: nobody has signed this history (checkpoint create)"
    case .notCosigned(let names, let size):
      "the checkpoint of \(size) events is not cosigned by \(names.joined(separator: ", "))"
        + " (checkpoint create asks again)"
    case .unsignedTail(let count): "\(count) events stand after the last checkpoint"
    case .outsideCheckpointHolds(let size):
      "the checkpoint from outside holds: the first \(size) events are the ones that it signs"
    case .noModels: "there are no read models yet: nothing to compare (dealledger rebuild)"
    case .modelsLag(let count):
      "read models lag by \(count) events: they were compared where they stand"
    case .onlyFirstLine: "there is nothing but line 0, and an empty check is no pass"
    case .notDecidedAgain(let count, let size):
      "\(count) commands before position \(size) were not decided again, as asked"
    case .open(let level, let why): "level \(level.rawValue): \(why)"
    case .notListed(let count): "\(count) more were found and are not listed"
    }
  }

  /// What programs go by.
  public var code: String {
    switch self {
    case .historyLedger: "history-ledger"
    case .withoutKeys: "without-keys"
    case .erased: "erased"
    case .actorsAsAsserted:
      "actors-as-asserted"
    case .ownKey: "own-key"
    case .noCheckpoint: "no-checkpoint"
    case .notCosigned: "not-cosigned"
    case .unsignedTail: "unsigned-tail"
    case .outsideCheckpointHolds: "outside-checkpoint-holds"
    case .noModels: "no-models"
    case .modelsLag: "models-lag"
    case .onlyFirstLine: "only-first-line"
    case .notDecidedAgain: "not-decided-again"
    case .open: "open"
    case .notListed: "not-listed"
    }
  }
}
