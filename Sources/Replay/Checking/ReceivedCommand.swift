import DealRecords
import Deals
import EventLog
import Transparency

/// A stored command that can be read: what was asked, and what the decision was told beyond it.
struct ReceivedCommand {
  let request: CommandRequest
  let findings: Findings
  let place: Place

  /// Nil, and said so, where it cannot be read.
  init?(_ stored: CommandRecord, at place: Place, _ draft: inout CertificateDraft) {
    self.place = place
    do throws(RequestFault) {
      request = try CommandRequest(stored.request)
    } catch {
      draft.add(.decisions, .unreadableRequest, at: place, "its request: \(error)")
      return nil
    }
    do throws(FieldFault) {
      findings = try decode(Findings.self, from: stored.findings, as: .event)
    } catch {
      draft.add(.decisions, .unreadableRequest, at: place, "its findings: \(error)")
      return nil
    }
  }

  /// Whether the line says of the command what the command says of itself.
  func isReflected(
    in envelope: Envelope, _ clock: ClockMode, _ draft: inout CertificateDraft
  ) -> Bool {
    var differences: [String] = []
    func compare(_ name: String, _ stands: String?, _ asked: String?) {
      guard stands != asked else { return }
      differences.append(
        "\(name) is \(stands ?? "missing"), and the request gives \(asked ?? "none")")
    }
    compare("subject", envelope.stream.text, request.about.stream.text)
    compare("actor", envelope.actor, request.actor.attribution.text)
    compare("occurred", envelope.occurred, request.at.text)
    compare("causationid", envelope.causationID, request.wire.causationID?.text)
    compare("correlationid", envelope.correlationID, request.wire.correlationID?.text)
    if let id = request.wire.id { compare("commandid", envelope.commandID, id.text) }
    if let expected = request.wire.expectedRevision {
      compare("revision", "\(envelope.revision)", "\(expected.value + 1)")
    }
    if clock == .history {
      compare("the clock of its findings", findings.now.text, request.at.instant.text)
    }
    for difference in differences {
      draft.add(.decisions, .attributeDiffers, at: place, difference)
    }
    return differences.isEmpty
  }

  /// Whether the document whose hash the decision was told is kept, and follows from the command.
  func hasDocument(
    _ snapshot: borrowing Snapshot, _ draft: inout CertificateDraft
  ) throws(LogFault) -> Bool {
    guard let hash = findings.documentHash, let digest = TreeHash(hex: hash.hex) else {
      return true
    }
    if let made, TreeHash.sha256(made.span.bytes) != digest {
      draft.add(
        .decisions, .documentDiffers, at: place,
        "the terms in the command do not come to the document \(hash.text)")
      return false
    }
    if try snapshot.document(digest, under: request.about.stream) != nil { return true }
    draft.add(.decisions, .documentMissing, at: place, "the document \(hash.text) is not kept")
    return false
  }

  /// The document that the ledger made of terms in the command.
  private var made: [UInt8]? {
    guard case .deal(let asked) = request.asked, case .offerTerms(let offer) = asked.command else {
      return nil
    }
    return offer.document(nonce: findings.documentNonce)
  }
}
