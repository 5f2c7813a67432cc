public import DealRecords
public import EventLog

/// What a stream has come to, and by which event.
public struct FoldedStream: Sendable {
  public let state: StreamState
  public let head: StreamRevision
  /// Where the last event stands among all.
  public let position: GlobalPosition
}

extension Ledger {
  /// How many events the log has.
  public var size: UInt64 {
    get throws(LedgerFault) {
      try logged { () throws(LogFault) in
        try store.withSnapshot { snapshot throws(LogFault) in try snapshot.size() }
      }
    }
  }

  /// Folds a stream from its first event; nil where it has none.
  ///
  /// - Parameter last: The position up to which, itself included; nil for all there is.
  public func fold(
    _ subject: Subject, upTo last: GlobalPosition? = nil
  ) throws(LedgerFault) -> FoldedStream? {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        try FoldedStream(subject, in: snapshot, upTo: last)
      }
    }
  }
}

extension FoldedStream {
  init?(
    _ subject: Subject, in snapshot: borrowing Snapshot, upTo last: GlobalPosition?
  ) throws(LogFault) {
    guard var state = StreamState(blankFor: subject) else { return nil }
    var end: (StreamRevision, GlobalPosition)?
    var lines = try snapshot.lines(of: subject.stream)
    while let line = try lines.next(), last.map({ line.position <= $0 }) ?? true {
      do throws(FoldFault) {
        try state.apply(line)
      } catch {
        throw .damaged("position \(line.position): \(error)")
      }
      if let revision = lines.revision { end = (revision, line.position) }
    }
    guard let (head, position) = end else { return nil }
    (self.state, self.head, self.position) = (state, head, position)
  }
}
