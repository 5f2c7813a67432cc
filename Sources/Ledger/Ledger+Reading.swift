public import DealRecords
public import Deals
public import EventLog
import Keyring
import Replay

/// What a stream has come to, and by which event.
public struct FoldedStream: Sendable {
  public let state: StreamState
  public let head: StreamRevision
  /// Where the last event stands among all.
  public let position: GlobalPosition
}

extension Ledger {
  /// The log alone, for whoever reads stored lines: no key is looked for.
  public static func log(at path: String) throws(LedgerFault) -> EventStore {
    do throws(LogFault) {
      return try EventStore(folder: LedgerFolder(path).log, access: .readOnly)
    } catch .notALog {
      throw .noLedger(path: path)
    } catch {
      throw .log(error)
    }
  }

  /// How many events the log has.
  public var size: UInt64 {
    get throws(LedgerFault) {
      try logged { () throws(LogFault) in try store.size }
    }
  }

  /// Folds a stream from its first event; nil where it has none.
  ///
  /// - Parameters:
  ///   - last: The position up to which, itself included; nil for all there is.
  ///   - shown: The classes that are to be shown; nil for all, of which some may be restricted.
  public func fold(
    _ subject: Subject, upTo last: GlobalPosition? = nil, showing shown: Set<DisclosureClass>?
  ) throws(LedgerFault) -> FoldedStream? {
    try fold(subject, upTo: last, by: opener(showing: shown))
  }

  /// What opens values to be shown, by the keys as they are now: another process may have erased some.
  ///
  /// Where they cannot be read any more, nothing is opened.
  func opener(showing shown: Set<DisclosureClass>?) -> Opener {
    guard let vault, (try? vault.keyring.refresh()) != nil else { return .closed }
    return Opener(vault, for: .showing, showing: shown)
  }

  /// Folds a stream as a decision sees it.
  func fold(_ subject: Subject) throws(LedgerFault) -> FoldedStream? {
    try fold(subject, upTo: nil, by: Opener(vault, for: .deciding))
  }

  private func fold(
    _ subject: Subject, upTo last: GlobalPosition?, by opener: Opener
  ) throws(LedgerFault) -> FoldedStream? {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        try FoldedStream(subject, in: snapshot, upTo: last, by: opener)
      }
    }
  }
}

extension FoldedStream {
  init?(
    _ subject: Subject, in snapshot: borrowing Snapshot, upTo last: GlobalPosition?,
    by opener: Opener
  ) throws(LogFault) {
    guard var state = StreamState(blankFor: subject) else { return nil }
    var end: (StreamRevision, GlobalPosition)?
    var lines = try snapshot.lines(of: subject.stream)
    while let line = try lines.next(), last.map({ line.position <= $0 }) ?? true {
      let row = try snapshot.vault(at: line.position)
      do throws(FoldFault) {
        try state.apply(line, sealed: row, by: opener)
      } catch {
        throw .damaged("position \(line.position): \(error)")
      }
      if let revision = lines.revision { end = (revision, line.position) }
    }
    guard let (head, position) = end else { return nil }
    (self.state, self.head, self.position) = (state, head, position)
  }
}
