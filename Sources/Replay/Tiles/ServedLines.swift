import DealRecords
import EventLog

/// Level 2: each entry is a line that a ledger writes, at its place, and each stream without a gap.
struct ServedLines {
  private var check = LineCheck(nil)
  /// How many events each stream has had.
  private var lengths: [StreamName: UInt64] = [:]
  /// What the ledger's own facts have come to; nil until line 0 was read.
  private(set) var history: LedgerHistory?

  var streams: UInt64 { UInt64(lengths.count) }

  mutating func take(
    _ line: RawSpan, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) {
    do throws(LineFault) {
      let view = try LineView(line)
      let envelope = try view.envelope()
      if envelope.stream == .ledger { take(view, at: position) }
      check.take(envelope, at: position, &draft)
      takeRevision(of: envelope, at: position, &draft)
    } catch {
      draft.add(.log, .malformedLine, at: .position(position), "\(error)")
    }
  }

  private mutating func take(_ view: borrowing LineView, at position: GlobalPosition) {
    guard case .ledger(let event)? = try? Fact(type: view.type, data: view.data) else { return }
    if position == .first, case .created(let created) = event {
      history = LedgerHistory(created)
    } else {
      history?.apply(event, at: position)
    }
    check.history = history
  }

  private mutating func takeRevision(
    of envelope: Envelope, at position: GlobalPosition, _ draft: inout CertificateDraft
  ) {
    let expected = lengths[envelope.stream, default: 0]
    lengths[envelope.stream] = envelope.revision.rawValue &+ 1
    guard envelope.revision.rawValue != expected else { return }
    draft.add(
      .log, .wrongRevision, at: .event(position, of: envelope.stream.text),
      "it says that its revision is \(envelope.revision), and \(expected) comes next")
  }
}
