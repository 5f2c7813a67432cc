import DealRecords
public import Deals
public import EventLog

/// Who did what, and when by both clocks.
public struct AuditEntry: Hashable, Sendable {
  public let position: Int
  /// The record time.
  public let recordedAt: String
  /// The legal time, with the offset that it was given with.
  public let occurredAt: String
  /// The stream: `deal/D06`, `party/caih`, `network/cattc`, `ledger`.
  public let subject: String
  public let revision: Int
  public let role: String
  public let party: String?
  public let type: String
  /// What happened, from public fields alone; or why this version cannot read it.
  public let summary: String
  public let commandID: String
}

extension AuditEntry {
  init(_ line: borrowing LineView, at position: GlobalPosition, of stream: StreamName) {
    let actor = Attribution(text: line.actor)
    self.position = Int(position.rawValue)
    (recordedAt, occurredAt, subject) = (line.time, line.occurred, stream.text)
    (revision, type, commandID) = (line.revision, line.type, line.commandID)
    (role, party) = (actor?.role.rawValue ?? line.actor, actor?.party?.text)
    do throws(FoldFault) {
      summary = try LoggedEvent(line, at: position, of: stream, sealed: nil, by: .closed).fact
        .summary
    } catch {
      summary = "cannot be read: \(error)"
    }
  }
}

/// Which events are asked for: those that meet all that is given.
public struct AuditFilter: Hashable, Sendable {
  public var subject: StreamName?
  public var role: ActorRole?
  /// The party for which somebody acted.
  public var party: Identifier?
  public var type: String?
  /// Only events after this position.
  public var after: GlobalPosition?
  public var limit: Int?

  public init() {}
}

extension AuditFilter {
  /// Whether an event is asked for, whatever its stream.
  func admits(_ line: borrowing LineView, at position: GlobalPosition) -> Bool {
    if let after, position <= after { return false }
    if let type, line.type != type { return false }
    guard role != nil || party != nil else { return true }
    guard let actor = Attribution(text: line.actor) else { return false }
    return (role == nil || role == actor.role) && (party == nil || party == actor.party)
  }
}
