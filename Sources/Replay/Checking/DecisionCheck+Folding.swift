import DealRecords
import Deals
import EventLog

extension DecisionCheck {
  /// Opens what a line has sealed, and says what stands against it.
  func open(
    _ row: RawSpan?, of envelope: Envelope, _ stream: ReplayedStream, at place: Place,
    _ draft: inout CertificateDraft
  ) -> OpenedValues {
    let opened = opener.open(row, of: envelope.stream, at: envelope.position)
    for closure in opened.closures {
      switch closure {
      case .altered: draft.add(.decisions, .sealedDiffers, at: place, "a value: \(closure)")
      case .erased:
        stream.holdsErased = true
        draft.counts.erasedLines += 1
      case .unknownKey, .restricted: draft.leaveOpen(.decisions, "\(place): \(closure)")
      }
    }
    return opened.values
  }

  /// What a line records; nil, and said so, where that cannot be read.
  func fact(
    of view: borrowing LineView, _ opened: OpenedValues, at place: Place,
    _ draft: inout CertificateDraft
  ) -> Fact? {
    do throws(FieldFault) {
      let fact = try Fact(type: view.type, data: view.data, opened: opened)
      if let fact {
        if !opened.isEmpty { draft.counts.openedLines += 1 }
        return fact
      }
      draft.leaveOpen(
        .decisions,
        "this program does not know the type \(view.type) (\(place)), nor what follows from it")
    } catch {
      let closed = try? Fact(type: view.type, data: view.data)
      guard let closed, !opened.isEmpty else {
        draft.add(.decisions, .unreadableEvent, at: place, "its data: \(error)")
        return nil
      }
      draft.add(.decisions, .sealedDiffers, at: place, "what was opened of it: \(error)")
      return closed
    }
    return nil
  }

  mutating func fold(
    _ fact: Fact, _ envelope: Envelope, into stream: ReplayedStream, at place: Place,
    _ draft: inout CertificateDraft
  ) {
    do throws(FoldFault) {
      switch (envelope.stream, fact) {
      case (.ledger, .ledger(let event)): try fold(event, envelope)
      default: try stream.apply(fact, envelope)
      }
      draft.counts.legalEvents += 1
    } catch {
      stream.breakOff()
      draft.add(.decisions, .illegalEvent, at: place, "\(error)")
    }
  }

  /// The ledger's own facts: it is made once, at position 0.
  private mutating func fold(
    _ event: LedgerEvent, _ envelope: Envelope
  ) throws(FoldFault) {
    switch event {
    case .created:
      guard envelope.position == .first else { throw .malformed("position") }
    case .deciderChanged(let change):
      decider = change.decider.value
    }
  }
}

extension ReplayedStream {
  fileprivate func apply(_ fact: Fact, _ envelope: Envelope) throws(FoldFault) {
    guard let actor = Attribution(text: envelope.actor) else { throw .malformed("actor") }
    guard let at = LegalTime(text: envelope.occurred) else { throw .malformed("occurred") }
    guard state != nil else { throw .foreign(type: fact.type) }
    try state?.apply(
      fact, by: actor, at: at, revision: Int(clamping: envelope.revision.rawValue))
  }
}
