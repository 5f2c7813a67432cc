public import DealRecords
import Deals
import EventLog

/// Which ledger a certificate is about, as its line 0 says.
public struct LedgerIdentity: Hashable, Sendable {
  public let created: LedgerCreated

  public init(_ created: LedgerCreated) { self.created = created }

  public var ledger: String { created.ledger.text }
  public var origin: String { created.origin.text }
  public var key: String { created.key.text }
  public var clock: ClockMode { created.clock }
  public var format: Int { created.format.value }
  public var decider: Int { created.decider.value }
  /// The `source` of its lines.
  public var source: String { "/ledgers/\(created.ledger)/\(created.epoch.value)" }
}

extension LedgerIdentity {
  /// Reads line 0; nil where it is not what a ledger begins with.
  init?(_ snapshot: borrowing Snapshot) throws(LogFault) {
    guard let line = try snapshot.line(at: .first), let view = try? LineView(line),
      case .ledger(.created(let created))? = try? Fact(type: view.type, data: view.data)
    else { return nil }
    self.init(created)
  }
}
