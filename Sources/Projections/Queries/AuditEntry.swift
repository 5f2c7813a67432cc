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
  /// What happened, from public fields alone.
  public let summary: String
  public let commandID: String
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
  /// The condition on a row of `audit_trail`, and what stands in its places.
  var condition: (sql: String, arguments: [Cell]) {
    let parts: [(sql: String, argument: Cell?)] = [
      ("subject = ?", subject.map { .text($0.text) }),
      ("role = ?", role.map { .text($0.rawValue) }),
      ("party = ?", party.map { .text($0.text) }),
      ("type = ?", type.map { .text($0) }),
      ("position > ?", after.map { .integer($0.rawValue) }),
    ]
    let given = parts.filter { $0.argument != nil }
    guard !given.isEmpty else { return ("1", []) }
    return (given.map(\.sql).joined(separator: " AND "), given.compactMap(\.argument))
  }
}
