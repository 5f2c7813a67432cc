import Deals
import EventLog

extension Ledger {
  /// What the clock says now; a live ledger asks no more of it than that it is not plainly wrong.
  func liveTime() throws(LedgerFault) -> Instant { try clock.now(after: lastTime()) }

  /// The time of the last line.
  func lastTime() throws(LedgerFault) -> Instant {
    let text = try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(.backward)
        guard let line = try lines.next() else { throw LogFault.damaged("line 0 is missing") }
        do throws(LineFault) {
          return try LineView(line.bytes).time
        } catch {
          throw LogFault.damaged("position \(line.position): \(error)")
        }
      }
    }
    guard let time = Instant(text: text) else {
      throw .log(.damaged("the last line has the time \(text)"))
    }
    return time
  }
}
