public import DealRecords
import Deals
import EventLog

/// Which ledger a certificate is about, as the ledger's own facts say.
public struct LedgerIdentity: Hashable, Sendable {
  public let history: LedgerHistory

  public init(_ history: LedgerHistory) { self.history = history }

  public var created: LedgerCreated { history.created }
  public var ledger: String { created.ledger.text }
  public var clock: ClockMode { created.clock }
  public var format: Int { created.format.value }
  /// The version of the rules that line 0 names.
  public var decider: Int { created.decider.value }
  /// The one in force at the end of the log.
  public var origin: String { history.current.origin }
  /// The one in force at the end of the log.
  public var key: String { history.current.key }
}

extension LedgerIdentity {
  /// Reads the ledger's own facts, as far as they can be read; nil where line 0 is not what a ledger
  /// begins with.
  init?(_ snapshot: borrowing Snapshot) throws(LogFault) {
    guard let line = try snapshot.line(at: .first),
      case .created(let created)? = Self.event(in: line)
    else { return nil }
    var history = LedgerHistory(created)
    do throws(LogFault) {
      var lines = try snapshot.lines(of: .ledger, from: StreamRevision(1))
      while let line = try lines.next() {
        if let event = Self.event(in: line.bytes) { history.apply(event, at: line.position) }
      }
    } catch .damaged {
      // The check of the index names the place.
    }
    self.init(history)
  }

  private static func event(in line: RawSpan) -> LedgerEvent? {
    guard let view = try? LineView(line),
      case .ledger(let event)? = try? Fact(type: view.type, data: view.data)
    else { return nil }
    return event
  }
}
