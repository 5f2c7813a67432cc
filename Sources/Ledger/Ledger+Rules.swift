import DealRecords
import Deals
import EventLog

extension Ledger {
  /// Refuses to decide where other rules than this program's are in force: a replay would find that
  /// the events do not follow from the commands.
  func requireOwnRules() throws(LedgerFault) {
    let inForce = try decider()
    guard inForce == CommandRequest.decider else {
      throw .otherRules(inForce: inForce.value, known: CommandRequest.decider.value)
    }
  }

  /// The version of the rules that the ledger's own facts name last.
  private func decider() throws(LedgerFault) -> Count {
    let created = identity.decider
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(of: .ledger, .backward)
        while let line = try lines.next() {
          if let decider = try Self.decider(named: line) { return decider }
        }
        return created
      }
    }
  }

  private static func decider(named line: borrowing StoredLine) throws(LogFault) -> Count? {
    do throws(LineFault) {
      let view = try LineView(line.bytes)
      guard case .ledger(.deciderChanged(let change)) = try? Fact(type: view.type, data: view.data)
      else { return nil }
      return change.decider
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
  }
}
