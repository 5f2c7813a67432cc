import DealRecords
import Deals
import EventLog

extension LineReader {
  /// The ledger's own facts are what their requests give, by the system, at the time of their
  /// findings.
  func checkOwnFact(
    _ kept: KeptCommand, _ envelope: Envelope, _ snapshot: borrowing Snapshot,
    _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard envelope.position != .first else {
      return try checkFounding(kept, envelope, snapshot, &draft)
    }
    guard case .opened(let stored, _) = kept,
      let line = try snapshot.line(at: envelope.position), let view = try? LineView(line)
    else { return }
    let place = Place.event(envelope.position, of: envelope.stream.text)
    func report(_ problem: String) { draft.add(.decisions, .foundingDiffers, at: place, problem) }
    guard let findings = try? decode(Findings.self, from: stored.findings, as: .event) else {
      return report("its findings cannot be read")
    }
    // Where the streams end only the log knows; level 2 looks itself.
    let isHeads = envelope.type == LedgerEvent.Kind.heads.rawValue
    let asked = isHeads ? Array("{}".utf8) : view.data.withUnsafeBytes { Array($0) }
    if stored.request != asked { report("its request gives something else") }
    if envelope.actor != ActorRole.system.rawValue { report("its actor is \(envelope.actor)") }
    if let now = RecordTime(findings.now.text), now > envelope.time {
      report("it was recorded at \(envelope.time), before its findings")
    }
    if let problem = try findings.problemWithSender(of: envelope, at: place, snapshot) {
      draft.add(problem)
    }
  }
}
