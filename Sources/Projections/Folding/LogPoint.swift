import EventLog
import Transparency

/// How far a log was read, with what tells one log from another.
struct LogPoint: Hashable, Sendable {
  var ledger: String
  var epoch: Int
  /// The next position to be read.
  var position: UInt64
  /// The leaf hash of the line before it; nil at the start.
  var leaf: TreeHash?

  init(ledger: String, epoch: Int, position: UInt64, leaf: TreeHash?) {
    (self.ledger, self.epoch, self.position, self.leaf) = (ledger, epoch, position, leaf)
  }

  /// The point before `position`, which the log must reach.
  init(before position: UInt64, in snapshot: borrowing Snapshot) throws(LogFault) {
    let last = GlobalPosition(position == 0 ? 0 : position - 1)
    guard let line = try snapshot.line(at: last) else {
      throw .damaged("position \(last) has no line")
    }
    do throws(LineFault) {
      let source = try LineView(line).source
      let parts = source.split(separator: "/")
      guard parts.count == 3, parts[0] == "ledgers", let epoch = Int(parts[2]) else {
        throw .malformedAttribute("source")
      }
      self.init(
        ledger: String(parts[1]), epoch: epoch, position: position,
        leaf: position == 0 ? nil : .leaf(line))
    } catch {
      throw .damaged("position \(last): \(error)")
    }
  }
}
