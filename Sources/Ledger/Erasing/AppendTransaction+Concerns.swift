import DealRecords
import Deals
import EventLog
import Keyring

extension AppendTransaction {
  /// The person whose keys the event at a position orders to destroy; nil where it orders no such
  /// thing.
  func erasedSubject(at position: GlobalPosition) throws(LogFault) -> String? {
    guard let line = try line(at: position), line.isErasure else { return nil }
    let order = try ErasureRecord(line, at: position)
    return order.mode == .erase ? order.subject : nil
  }

  /// Whether what was recorded from a size on may change what is to become of a person's data: a
  /// legal hold, or a value under the person's key.
  func concerns(_ key: KeyID?, from size: UInt64) throws(LogFault) -> Bool {
    var position = GlobalPosition(size)
    while let line = try line(at: position) {
      if line.isLegalHold { return true }
      if let key, let row = try vault(at: position), Vault.keys(ofRow: row).contains(key) {
        return true
      }
      position = position.next
    }
    return false
  }
}
