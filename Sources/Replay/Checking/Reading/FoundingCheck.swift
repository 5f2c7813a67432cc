import DealRecords
import Deals
import EventLog

extension LineReader {
  /// Line 0 records what its request gives, by the system, at the time of its findings.
  func checkFounding(
    _ kept: KeptCommand, _ envelope: Envelope, _ snapshot: borrowing Snapshot,
    _ draft: inout CertificateDraft
  ) throws(LogFault) {
    guard case .opened(let stored, _) = kept, let identity else { return }
    let place = Place.position(.first)
    func report(_ problem: String) { draft.add(.decisions, .foundingDiffers, at: place, problem) }
    guard let given = try? decode(LedgerCreated.self, from: stored.request, as: .command),
      let findings = try? decode(Findings.self, from: stored.findings, as: .event)
    else { return report("its request or its findings cannot be read") }
    if given != identity.created { report("its request gives another ledger") }
    if envelope.actor != ActorRole.system.rawValue { report("its actor is \(envelope.actor)") }
    if findings.now.text != envelope.time.text { report("it was recorded at \(envelope.time)") }
    if let problem = try findings.problemWithSender(of: envelope, at: place, snapshot) {
      draft.add(problem)
    }
  }
}
