public import DealRecords
public import Deals
public import EventLog

/// An event of the log with what may be shown of it.
public struct ShownEvent: Hashable, Sendable {
  public let event: RecordedEvent
  /// What is not shown is closed; nil where this version of the program does not know the type.
  public let fact: Fact?
}

extension Ledger {
  /// The events of a stream in their order, for a reader who may see fields of some classes.
  public func events(
    of subject: Subject, showing shown: Set<DisclosureClass>
  ) throws(LedgerFault) -> [ShownEvent] {
    let opener = opener(showing: shown)
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var events: [ShownEvent] = []
        var lines = try snapshot.lines(of: subject.stream)
        while let line = try lines.next() {
          let row = try snapshot.vault(at: line.position)
          events.append(try ShownEvent(line, sealed: row, by: opener))
        }
        return events
      }
    }
  }

  /// The event at a position, for a reader who may see fields of some classes; nil where none is.
  public func event(
    at position: GlobalPosition, showing shown: Set<DisclosureClass>
  ) throws(LedgerFault) -> ShownEvent? {
    let opener = opener(showing: shown)
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(from: position)
        guard let line = try lines.next() else { return nil }
        let row = try snapshot.vault(at: position)
        return try ShownEvent(line, sealed: row, by: opener)
      }
    }
  }
}

extension ShownEvent {
  /// What was altered since it was sealed is no value: the log is damaged there.
  fileprivate init(
    _ line: borrowing StoredLine, sealed row: RawSpan?, by opener: Opener
  ) throws(LogFault) {
    do {
      let view = try LineView(line.bytes)
      fact = try Fact(view, at: line.position, sealed: row, by: opener)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    event = RecordedEvent(copy line)
  }
}
