import DealRecords
import Deals
import EventLog

extension ReadLine {
  /// Throws unless the line is as the ledger writes its own facts: nothing else decides them, so
  /// nothing else would look.
  func checkAttributes(of fact: LedgerEvent) throws(FoldFault) {
    guard envelope?.actor == ActorRole.system.rawValue else { throw .malformed("actor") }
    guard occurred != nil else { throw .malformed("occurred") }
    if case .created = fact, envelope?.commandID != CommandRecord.foundingID {
      throw .malformed("commandid")
    }
  }
}
