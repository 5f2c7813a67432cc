import DealRecords
import EventLog

/// Level 2, line by line: each is what the log writes, at its place, and not before its time.
struct LineCheck {
  /// What the ledger's own facts give to each line.
  var history: LedgerHistory?
  private var expected = GlobalPosition.first
  private var last: RecordTime?

  init(_ history: LedgerHistory?) { self.history = history }

  /// Takes the position of the next line; answers whether it is the one that was expected.
  mutating func take(_ position: GlobalPosition, _ draft: inout CertificateDraft) -> Bool {
    defer { expected = GlobalPosition(position.rawValue &+ 1) }
    guard position != expected else { return true }
    draft.add(
      .log, .missingPosition, at: .position(expected),
      "there is no line; the next one stands at position \(position)")
    return false
  }

  mutating func take(
    _ envelope: Envelope, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) {
    let place = Place.event(position, of: envelope.stream.text)
    if envelope.position != position {
      draft.add(
        .log, .wrongPosition, at: place, "the line says that its id is \(envelope.position)")
    }
    if let last, envelope.time < last {
      draft.add(
        .log, .timeGoesBack, at: place, "recorded at \(envelope.time), after a line of \(last)")
    }
    if let source = history?.source(of: position), envelope.source != source {
      draft.add(.log, .wrongSource, at: place, "its source is \(envelope.source), not \(source)")
    }
    last = envelope.time
  }
}
