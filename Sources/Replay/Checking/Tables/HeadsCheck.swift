import DealRecords
import Deals
import EventLog
import Transparency

/// Level 2: every line that records where the streams end gives what the index gives, which is
/// compared with the lines elsewhere.
enum HeadsCheck {
  static func run(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) {
    for (position, recorded) in try recordedHeads(in: snapshot) {
      draft.counts.heads += 1
      let heads = try snapshot.heads(ofSize: position.rawValue)
      guard HeadsRecorded(heads) != recorded else { continue }
      draft.add(
        .log, .headsDiffer, at: .event(position, of: StreamName.ledger.text),
        "it records \(recorded.streams) streams with the root \(recorded.root), and the log had"
          + " \(heads.heads.count) with the root sha256:\(heads.root.hex)")
    }
  }

  private static func recordedHeads(
    in snapshot: borrowing Snapshot
  ) throws(LogFault) -> [(GlobalPosition, HeadsRecorded)] {
    var found: [(GlobalPosition, HeadsRecorded)] = []
    do throws(LogFault) {
      var lines = try snapshot.lines(of: .ledger)
      while let line = try lines.next() {
        guard let view = try? LineView(line.bytes),
          case .ledger(.heads(let recorded))? = try? Fact(type: view.type, data: view.data)
        else { continue }
        found.append((line.position, recorded))
      }
    } catch .damaged {
      // The check of the index names the place.
    }
    return found
  }
}
