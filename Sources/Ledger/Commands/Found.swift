import DealRecords
import Deals
import EventLog
import Keyring
import Transparency

/// What was found out for a decision before the queue.
struct Found: Sendable {
  var findings = Findings()
  /// Kept if the command is accepted.
  var document: [UInt8]?
  /// What it was found from, beside the command's own stream.
  var watched: [Watched] = []

  enum Watched: Sendable {
    /// The keys that a signature was verified against: the head of their stream.
    case stream(StreamName, head: StreamRevision?)
    /// What the log held of a person, and which holds, when it had this many events; and whether
    /// one more value of the person would change what was found.
    case person(KeyOwner, size: UInt64, countsValues: Bool)
  }
}

/// What gives the present state of a stream; nil where it has no event.
typealias Folding = (Subject) throws(LedgerFault) -> FoldedStream?

extension Ledger {
  func find(
    for request: CommandRequest, document: [UInt8]?, folding: Folding
  ) throws(LedgerFault) -> Found {
    var found = Found()
    found.findings.now = identity.clock == .history ? request.at.instant : try liveTime()
    switch request.asked {
    case .deal(let asked): try find(&found, for: asked, document: document, folding)
    case .party(let asked):
      if case .registerPartyKey(let registration) = asked.command {
        found.findings.keyId = registration.key.thumbprint
      }
    case .network: break
    }
    return found
  }

  private func find(
    _ found: inout Found, for request: DealRequest, document: [UInt8]?, _ folding: Folding
  ) throws(LedgerFault) {
    switch request.command {
    case .offerTerms(let offer):
      if offer.terms != nil, offer.givenHash == nil {
        found.findings.documentNonce = .nonce(Salts(from: chance.forCommands))
      }
      found.document = offer.document(nonce: found.findings.documentNonce) ?? document
      found.findings.documentHash = found.document.flatMap {
        Digest(TreeHash.sha256($0.span.bytes))
      }
    case .signDeal(let signature):
      try verify(
        signature.signature.value ?? nil, over: signature.termsHash, of: signature.party,
        at: request.at, &found, folding)
    case .signAmendment(let signature):
      try verify(
        signature.signature.value ?? nil, over: signature.termsHash, of: signature.party,
        at: request.at, &found, folding)
    case .erasePersonalData(let erasure):
      let subject = erasure.subject
      let held = try holdings(of: subject, beside: request.deal)
      found.findings.subject = held.findings
      found.watched.append(
        .person(
          Vault.owner(ofPerson: subject.text), size: held.size, countsValues: held.countsValues))
    default: break
    }
  }

  /// Computes a signature's assurance from its bytes and the keys registered for the party.
  private func verify(
    _ signature: SignatureText?, over hash: Digest, of party: Identifier, at: LegalTime,
    _ found: inout Found, _ folding: Folding
  ) throws(LedgerFault) {
    found.findings.assurance = .unverified
    guard let signature, let jws = DetachedJWS(signature.text) else { return }
    let subject = Subject.party(party)
    let folded = try folding(subject)
    found.watched.append(.stream(subject.stream, head: folded?.head))
    guard case .party(let keys)? = folded?.state else { return }
    for key in keys.keys(at: at) where jws.verifies(hash.text, under: key.key) {
      (found.findings.assurance, found.findings.keyId) = (.verified, key.keyId)
    }
  }
}

extension Digest {
  fileprivate init?(_ hash: TreeHash) {
    self.init(bytes: hash.withBytes { bytes in bytes.withUnsafeBytes { Array($0) } })
  }
}
