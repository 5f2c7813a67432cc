import DealRecords
import Deals
import EventLog

extension DecisionCheck {
  mutating func fold(
    _ read: ReadFact, _ line: ReadLine, _ envelope: Envelope, into stream: inout ReplayedStream,
    at place: Place, _ draft: inout CertificateDraft
  ) {
    if let gap = read.gap { stream.lose(gap) }
    do throws(FoldFault) {
      switch (envelope.stream, read.fact) {
      case (.ledger, .ledger(let event)):
        try line.checkOwnAttributes()
        try fold(event, envelope)
      default: try stream.apply(read.fact, line, envelope)
      }
      draft.counts.legalEvents += 1
    } catch {
      stream.breakOff()
      draft.add(.decisions, .illegalEvent, at: place, "\(error)")
    }
  }

  /// The ledger's own facts: it is made once, at position 0, and an epoch follows the one before.
  private mutating func fold(
    _ event: LedgerEvent, _ envelope: Envelope
  ) throws(FoldFault) {
    switch event {
    case .created:
      guard envelope.position == .first else { throw .malformed("position") }
    case .deciderChanged(let change):
      decider = change.decider.value
    case .restored(let restored):
      guard restored.epoch.value == epoch + 1 else { throw .malformed("epoch") }
      epoch += 1
    case .heads, .keyChanged, .witnessesNamed: break
    }
  }
}

extension ReplayedStream {
  mutating func apply(
    _ fact: Fact, _ line: ReadLine, _ envelope: Envelope
  ) throws(FoldFault) {
    guard let actor = line.actor else { throw .malformed("actor") }
    guard let at = line.occurred else { throw .malformed("occurred") }
    guard state != nil else { throw .foreign(type: fact.type) }
    try state?.apply(
      fact, by: actor, at: at, revision: Int(clamping: envelope.revision.rawValue))
  }
}
