import DealRecords
import Deals
import EventLog

extension ReadLine {
  /// Throws unless the line is as the ledger writes its own facts: nothing decides line 0 again, so
  /// nothing else would look.
  func checkOwnAttributes() throws(FoldFault) {
    guard occurred != nil else { throw .malformed("occurred") }
    guard envelope?.actor == ActorRole.system.rawValue else { throw .malformed("actor") }
    guard position == .first else { return }
    guard envelope?.commandID == CommandRecord.foundingID else { throw .malformed("commandid") }
  }
}
