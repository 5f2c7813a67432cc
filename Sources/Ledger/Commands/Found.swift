import DealRecords
import Deals
import EventLog
import Transparency

/// What was found out for a decision before the queue.
struct Found: Sendable {
  var findings = Findings()
  /// Kept if the command is accepted.
  var documents: [Document] = []
  /// The keys that a signature was verified against, and the head of their stream.
  var keys: (stream: StreamName, head: StreamRevision?)?

  /// Whether it would be found again now.
  func stillHolds(in transaction: borrowing AppendTransaction) throws(LogFault) -> Bool {
    guard let keys else { return true }
    return try transaction.head(of: keys.stream) == keys.head
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
    }
    return found
  }

  private func find(
    _ found: inout Found, for request: DealRequest, document: [UInt8]?, _ folding: Folding
  ) throws(LedgerFault) {
    switch request.command {
    case .offerTerms(let offer):
      guard let bytes = offer.terms.map({ Array($0.canonicalText.utf8) }) ?? document else {
        return
      }
      let document = try logged { () throws(LogFault) in
        try Document(bytes, under: Subject.deal(request.deal).stream)
      }
      found.documents = [document]
      found.findings.documentHash = Digest(document.digest)
    case .signDeal(let signature):
      try verify(
        signature.signature.value ?? nil, over: signature.termsHash, of: signature.party,
        at: request.at, &found, folding)
    case .signAmendment(let signature):
      try verify(
        signature.signature.value ?? nil, over: signature.termsHash, of: signature.party,
        at: request.at, &found, folding)
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
    found.keys = (subject.stream, folded?.head)
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
