public import EventLog

/// Who did what and when, by both clocks: an entry for each event, of whatever stream.
///
/// Each entry follows from its own event alone: the log itself answers, and no file of read models
/// keeps it. Exports for other programs have it as a table.
public struct AuditTrail {
  /// How many entries are read from one state of the log.
  private static let step = 1000

  private let store: EventStore
  /// Only events before it.
  private let end: UInt64

  /// - Parameter end: Where the log ends for whoever asks; nil for where it ends.
  public init(of store: EventStore, before end: GlobalPosition? = nil) {
    (self.store, self.end) = (store, end?.rawValue ?? .max)
  }

  /// The entries that meet the filter, in their order.
  public func entries(
    matching filter: AuditFilter = AuditFilter()
  ) throws(LogFault) -> [AuditEntry] {
    var found = Found(filter, before: end)
    try store.withSnapshot { snapshot throws(LogFault) in
      if let stream = filter.subject {
        var lines = try snapshot.lines(of: stream)
        while found.hasRoom, let line = try lines.next() { try found.take(line) }
      } else {
        var lines = try snapshot.lines(from: filter.after?.next)
        while found.hasRoom, let line = try lines.next() { try found.take(line) }
      }
    }
    return found.entries
  }

  /// Hands on all entries, in their order.
  func forEach(_ body: (AuditEntry) throws -> Void) throws {
    var filter = AuditFilter()
    filter.limit = Self.step
    while true {
      let entries = try entries(matching: filter)
      for entry in entries { try body(entry) }
      guard let last = entries.last, entries.count == Self.step else { return }
      filter.after = GlobalPosition(UInt64(last.position))
    }
  }
}

extension AuditTrail {
  /// What was found so far.
  private struct Found {
    private let filter: AuditFilter
    private let end: UInt64
    private(set) var entries: [AuditEntry] = []
    private var isOver = false

    init(_ filter: AuditFilter, before end: UInt64) { (self.filter, self.end) = (filter, end) }

    var hasRoom: Bool { !isOver && entries.count < filter.limit ?? .max }

    mutating func take(_ line: borrowing StoredLine) throws(LogFault) {
      guard line.position.rawValue < end else {
        isOver = true
        return
      }
      let view = try line.view()
      guard filter.admits(view, at: line.position) else { return }
      entries.append(AuditEntry(view, at: line.position, of: try StreamName(view.subject)))
    }
  }
}

// MARK: As a table

extension AuditTrail {
  /// As exports name it beside the projections, with the version of its rows.
  static let name = "audit_trail"
  static let version = 2

  static let table = ModelTable(
    "audit_trail", "One row for each event of the log: who did what, by both clocks.",
    [
      .integer("position", "The event's place among all events, from 0."),
      .text("recorded_at", "When it was recorded: UTC, by the ledger's clock."),
      .text("occurred_at", "When it legally happened, with the offset it was given with."),
      .text("subject", "The stream: deal/ID, party/ID, network/ID, figure/ID or ledger."),
      .integer("revision", "The event's place in its stream, from 0."),
      .text("role", "In what capacity somebody acted."),
      .text("party", "The party for which they acted.", optional: true),
      .text("type", "The event's type."),
      .text("summary", "What happened, from public fields alone; or why it cannot be read."),
      .text("command", "The id of the command that caused it."),
    ], indexes: [["subject", "revision"], ["party"]])
}

extension AuditEntry {
  /// Its row in an export.
  var cells: [Cell] {
    [
      .integer(position), .text(recordedAt), .text(occurredAt), .text(subject), .integer(revision),
      .text(role), .text(party), .text(type), .text(summary), .text(commandID),
    ]
  }
}
