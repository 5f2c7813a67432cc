import DealRecords
import Deals
import EventLog
import Keyring

extension AppendTransaction {
  /// Whether what was recorded from a size on may change what is to become of a person's data: a
  /// legal hold, or a value under the person's key.
  func concerns(_ key: KeyID?, from size: UInt64) throws(LogFault) -> Bool {
    var position = GlobalPosition(size)
    while let line = try line(at: position) {
      let type = (try? LineView(line))?.type
      if type == DealEventKind.legalHoldPlaced.rawValue { return true }
      if let key, let row = try vault(at: position), Vault.keys(ofRow: row).contains(key) {
        return true
      }
      position = position.next
    }
    return false
  }
}
