public import Transparency

/// Checks a disclosure offline against a key that the checker has from elsewhere, never from the
/// file.
///
/// It refuses whatever it does not understand: above all a disclosure that the line knows nothing
/// of, over which a verifier may not pass (RFC 9901, section 7.1, step 5).
public struct DisclosureVerifier: Sendable {
  private let key: NoteVerifierKey

  /// A verifier for the log whose key this is.
  public init(_ key: NoteVerifierKey) { self.key = key }

  /// What the bytes of a file prove.
  public func verify(_ bytes: [UInt8]) throws(DisclosureFault) -> DisclosedLine {
    try verify(DisclosureFile(parsing: bytes))
  }

  /// What a file proves: one line of the log, and the fields that are shown of it.
  public func verify(_ file: DisclosureFile) throws(DisclosureFault) -> DisclosedLine {
    let checkpoint = try checkpoint(file.checkpoint)
    let sdJWT = try SDJWT(parsing: file.sdJWT)
    let signed = try SignedLine(parsing: sdJWT.jws)
    try signed.verify(under: key)
    let line = try ProvenLine(parsing: signed.line)
    try check(file.inclusion, of: signed.line, at: line.position, in: checkpoint)
    return DisclosedLine(
      position: line.position, checkpoint: checkpoint, stored: signed.line,
      opened: try LineOpening.open(line, with: try disclosures(sdJWT, of: line)))
  }

  private func checkpoint(_ text: String) throws(DisclosureFault) -> Checkpoint {
    let note: SignedNote
    do throws(NoteFault) {
      note = try SignedNote(parsing: text)
      try key.verify(note)
    } catch {
      throw .note(error)
    }
    let checkpoint: Checkpoint
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw .checkpoint(error)
    }
    guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else {
      throw .otherOrigin(checkpoint.origin, key: key.name)
    }
    return checkpoint
  }

  private func check(
    _ proof: InclusionProof, of line: [UInt8], at position: UInt64, in checkpoint: Checkpoint
  ) throws(DisclosureFault) {
    guard proof.leafIndex == position else {
      throw .otherPosition(proof: proof.leafIndex, line: position)
    }
    guard proof.treeSize == checkpoint.size else {
      throw .otherSize(proof: proof.treeSize, checkpoint: checkpoint.size)
    }
    do throws(ProofFault) {
      try proof.verify(.leaf(line.span.bytes), under: checkpoint.root)
    } catch {
      throw .inclusion(error)
    }
  }

  /// The disclosures by their digests: each of them once, and none that the line does not know.
  private func disclosures(
    _ sdJWT: SDJWT, of line: ProvenLine
  ) throws(DisclosureFault) -> [String: Disclosure] {
    let known = Set(line.digests.map(\.digest))
    var disclosures: [String: Disclosure] = [:]
    for (index, encoded) in sdJWT.disclosures.enumerated() {
      let disclosure = try Disclosure(encoded: encoded, number: index + 1)
      guard known.contains(disclosure.digest) else { throw .foreignDisclosure(disclosure.name) }
      if let first = disclosures.updateValue(disclosure, forKey: disclosure.digest) {
        throw .repeatedDisclosure(disclosure.name, first: first.name.number)
      }
    }
    return disclosures
  }
}
