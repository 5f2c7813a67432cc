public import EventLog

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
  /// A bundle holds every event of these positions.
  case wholeBundle(Range<UInt64>)
  /// A bundle of a subject lacks none of its events before this position.
  case complete(String, upTo: GlobalPosition, events: UInt64)
  /// A bundle of a type, of which nothing shows that none is missing.
  case notShownComplete(type: String)
  /// So many commands in a bundle were opened, and are those that their lines name.
  case openedRequests(UInt64)
  /// Refusals in a bundle, which the tree does not cover.
  case refusalsUnbound(UInt64)
  /// So many events of streams that began before the bundle does.
  case begunBefore(events: UInt64, first: UInt64)
  /// Legality was not looked at, since the bundle holds no whole stream.
  case legalityNotChecked
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
    case .wholeBundle(let range) where range.isEmpty:
      "a bundle of no events: the tree of \(range.lowerBound) events is the one that is signed"
    case .wholeBundle(let range):
      "a bundle of all events from position \(range.lowerBound) to \(range.upperBound - 1)"
    case .complete(let subject, let end, 0):
      "complete up to position \(end): \(subject) had no event before it"
    case .complete(let subject, let end, let count):
      "complete up to position \(end): \(subject) had \(count) \(count == 1 ? "event" : "events")"
        + " before it, and they are here; of what came after, nothing shows that none is missing"
    case .notShownComplete(let type):
      "nothing shows that none is missing: the events of type \(type) are proven to be in the log, not"
        + " to be all of them"
    case .openedRequests(let count):
      "\(count) of the requests were opened, and are those that the commanddigest of their lines covers"
    case .refusalsUnbound(let count):
      "\(count) of the lines are refusals, which are what the operator gives: no checkpoint covers them"
    case .begunBefore(let events, let first):
      "\(events) events belong to streams that began before position \(first): whether they are legal"
        + " only the events before them tell"
    case .legalityNotChecked:
      "whether events are legal was not checked: a bundle by type holds no whole stream"
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
    case .wholeBundle: "whole-bundle"
    case .complete: "complete"
    case .notShownComplete: "not-shown-complete"
    case .openedRequests: "opened-requests"
    case .refusalsUnbound: "refusals-unbound"
    case .begunBefore: "begun-before"
    case .legalityNotChecked: "legality-not-checked"
    case .noModels: "no-models"
    case .modelsLag: "models-lag"
    case .onlyFirstLine: "only-first-line"
    case .notDecidedAgain: "not-decided-again"
    case .open: "open"
    case .notListed: "not-listed"
    }
  }
}
