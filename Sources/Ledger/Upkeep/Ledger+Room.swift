import EventLog
import Glibc
import Replay

extension Ledger {
  /// How much room the log has left: two system calls, and nothing is read.
  public func room() throws(LedgerFault) -> Room {
    let usage = try logged { () throws(LogFault) in try store.usage() }
    return Room(used: usage.used, capacity: usage.capacity, diskFree: freeBytes(at: folder.log))
  }

  private func freeBytes(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(
      clamping: status.f_bavail.multipliedReportingOverflow(by: status.f_frsize).partialValue)
  }
}
