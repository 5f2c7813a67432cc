import Replay
import Transparency

/// A signed note that is a checkpoint, read for showing.
struct SignedHead {
  private let note: SignedNote
  private let checkpoint: Checkpoint

  init(_ note: SignedNote) throws {
    self.note = note
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw Failure(
        .badData, "the note is no checkpoint: \(error)",
        next: "give what `dealledger checkpoint create` printed")
    }
  }

  init(_ bytes: [UInt8]) throws {
    let note: SignedNote
    do throws(NoteFault) {
      note = try SignedNote(parsing: bytes.span.bytes)
    } catch {
      throw Failure(
        .badData, "that is no signed note: \(error)",
        next: "give what `dealledger checkpoint create` printed")
    }
    try self.init(note)
  }

  /// Reads a note, and verifies it with a key that the caller trusts.
  ///
  /// - Parameter witnesses: Who must have cosigned it.
  init(
    _ bytes: [UInt8], signedWith text: String, cosignedBy witnesses: [CosignatureVerifierKey] = []
  ) throws {
    try self.init(bytes)
    try verify(under: [try NoteVerifierKey(trusted: text)])
    try verify(cosignedBy: witnesses)
  }

  /// Holds, or throws why nothing vouches for it: one of the keys must have signed it, and the log
  /// that it speaks of must be that key's.
  func verify(under keys: [NoteVerifierKey]) throws {
    let named = keys.first { key in
      note.signatures.contains {
        $0.keyID == key.keyID && $0.name.utf8.elementsEqual(key.name.utf8)
      }
    }
    guard let key = named ?? keys.first else { return }
    do throws(NoteFault) {
      try key.verify(note)
    } catch {
      throw distrusted("the signature does not hold: \(error)")
    }
    guard origin.utf8.elementsEqual(key.name.utf8) else {
      throw distrusted("the checkpoint is of the log \(origin), and the key is of \(key.name)")
    }
  }

  /// Holds, or throws who has not cosigned it that must have.
  func verify(cosignedBy witnesses: [CosignatureVerifierKey]) throws {
    guard let missing = note.missingCosignatures(of: witnesses).first else { return }
    throw Failure(
      .fault, "\(missing)",
      next: "ask the operator for the cosigned note, and the witness which head it has seen last")
  }

  func verify(_ proof: TlogProof, of leaf: TreeHash) throws(ProofFault) {
    try proof.verify(leaf, under: checkpoint)
  }

  private func distrusted(_ problem: String) -> Failure {
    Failure(
      .fault, problem,
      next: "ask where the file and the key came from; do not rely on this checkpoint")
  }

  var size: UInt64 { checkpoint.size }
  var origin: String { checkpoint.origin }
  var root: String { checkpoint.root.base64 }

  var json: JSON { JSON.object(members) }

  /// - Parameter witnesses: Those who are to cosign: of each is told whether it has.
  func json(witnesses: [CosignatureVerifierKey]) -> JSON {
    guard !witnesses.isEmpty else { return json }
    let missing = missing(of: witnesses)
    let present = witnesses.map(\.name).filter { !missing.contains($0) }
    return JSON.object(
      members + [
        .init(name: "cosignedBy", value: .array(present.map(JSON.string))),
        .init(name: "notCosignedBy", value: .array(missing.map(JSON.string))),
      ])
  }

  /// The names of those who have not cosigned it.
  func missing(of witnesses: [CosignatureVerifierKey]) -> [String] {
    note.missingCosignatures(of: witnesses).map(\.witness.name)
  }

  private var members: [JSON.Member] {
    [
      .init(name: "origin", value: .string(origin)),
      .init(name: "size", value: .integer(Int(size))),
      .init(name: "root", value: .string(root)), .init(name: "note", value: .string(note.rendered)),
    ]
  }
}

extension CosignatureVerifierKey {
  /// The key of a witness that a caller trusts, as it was given.
  init(trusted text: String) throws {
    do throws(NoteFault) {
      try self.init(parsing: text)
    } catch {
      throw Failure(
        .badData, "that is no key of a witness: \(error)",
        next: "give what `dealledger witness init` printed, whole")
    }
  }
}

extension NoteVerifierKey {
  /// The key that a caller trusts, as it was given.
  init(trusted text: String) throws {
    do throws(NoteFault) {
      try self.init(parsing: text)
    } catch {
      throw Failure(
        .badData, "that is no verification key: \(error)",
        next: "give what `dealledger checkpoint key` printed, whole")
    }
  }
}
