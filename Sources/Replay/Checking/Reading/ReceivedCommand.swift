import DealRecords
import Deals
import EventLog
import Transparency

/// A stored command that can be read: what was asked, and what the decision was told beyond it.
final class ReceivedCommand: Sendable {
  let request: CommandRequest
  let findings: Findings
  let place: Place

  init(_ stored: CommandRecord, at place: Place) throws(Divergence) {
    self.place = place
    do throws(RequestFault) {
      request = try CommandRequest(stored.request)
    } catch {
      throw Divergence(.decisions, .unreadableRequest, at: place, "its request: \(error)")
    }
    do throws(FieldFault) {
      findings = try decode(Findings.self, from: stored.findings, as: .event)
    } catch {
      throw Divergence(.decisions, .unreadableRequest, at: place, "its findings: \(error)")
    }
  }

  /// Where the line says something else of the command than the command says of itself.
  func differences(from envelope: Envelope, _ clock: ClockMode) -> [Divergence] {
    var differences: [Divergence] = []
    func compare(_ name: String, _ stands: String?, _ asked: String?) {
      guard stands != asked else { return }
      differences.append(
        Divergence(
          .decisions, .attributeDiffers, at: place,
          "\(name) is \(stands ?? "missing"), and the request gives \(asked ?? "none")"))
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
    if clock == .history, findings.now != request.at.instant {
      compare("the clock of its findings", findings.now.text, request.at.instant.text)
    }
    return differences
  }

  /// What is wrong with the document whose hash the decision was told: it has to be kept, and to
  /// follow from the command.
  func problemWithDocument(_ snapshot: borrowing Snapshot) throws(LogFault) -> Divergence? {
    guard let hash = findings.documentHash, let digest = TreeHash(hex: hash.hex) else {
      return nil
    }
    if let made, TreeHash.sha256(made.span.bytes) != digest {
      return Divergence(
        .decisions, .documentDiffers, at: place,
        "the terms in the command do not come to the document \(hash.text)")
    }
    if try snapshot.document(digest, under: request.about.stream) != nil { return nil }
    return Divergence(
      .decisions, .documentMissing, at: place, "the document \(hash.text) is not kept")
  }

  /// The document that the ledger made of terms in the command.
  private var made: [UInt8]? {
    guard case .deal(let asked) = request.asked, case .offerTerms(let offer) = asked.command else {
      return nil
    }
    return offer.document(nonce: findings.documentNonce)
  }
}
