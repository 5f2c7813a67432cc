import DealRecords
import EventLog

extension Ledger {
  /// The record of the command whose first event stands at a position; nil where it was erased, or
  /// no keys are at hand.
  func record(firstAt position: GlobalPosition, id: String) throws(LedgerFault)
    -> CommandRecord?
  {
    guard let vault else { return nil }
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        guard let row = try snapshot.request(firstAt: position) else {
          throw .damaged("the command at position \(position) has no request")
        }
        switch vault.record(row, id: id) {
        case .success(let record): return record
        case .failure(.erased), .failure(.unknownKey), .failure(.restricted): return nil
        case .failure(.altered):
          throw .damaged("the request at position \(position): \(Closure.altered)")
        }
      }
    }
  }

  /// What was answered to the command of an id, and whether it was the same request.
  func known(
    _ id: CommandID, _ request: [UInt8]
  ) throws(LedgerFault) -> (receipt: Receipt, isSame: Bool)? {
    let vault = try requireVault()
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        guard let (first, receipt) = try snapshot.command(id) else { return nil }
        guard let row = try snapshot.request(firstAt: first) else {
          throw .damaged("the command at position \(first) has no request")
        }
        return (receipt, try vault.holds(row, of: id.id, request: request))
      }
    }
  }
}
