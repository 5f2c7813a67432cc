import DealRecords
import EventLog
import Replay
import Transparency

extension Ledger {
  /// The note with the cosignatures of those named witnesses that it lacks and that give theirs.
  ///
  /// All are asked at the same time. Without some of them the ledger goes on.
  func cosigned(
    _ note: SignedNote, of checkpoint: Checkpoint, asking calls: WitnessCalls
  ) async throws(LedgerFault) -> SignedNote {
    let missing = Set(try missingCosignatures(of: note).map(\.witness))
    let asked = try witnesses().filter { missing.contains($0.key) }
    guard !asked.isEmpty else { return note }
    let sizes = try sizesCosigned(by: asked.map(\.key), of: checkpoint.origin)
    let given = await withTaskGroup { group in
      for witness in asked {
        group.addTask {
          await self.ask(witness, from: sizes[witness.key] ?? 0, note, checkpoint, calls)
        }
      }
      return await group.reduce(into: [CosignatureVerifierKey: [NoteSignature]]()) {
        given, answer in
        given[answer.0] = answer.1
      }
    }
    return note.adding(asked.flatMap { given[$0.key] ?? [] })
  }

  private func ask(
    _ witness: NamedWitness, from size: UInt64, _ note: SignedNote, _ checkpoint: Checkpoint,
    _ calls: WitnessCalls
  ) async -> (CosignatureVerifierKey, [NoteSignature]) {
    guard let url = witness.url else {
      calls.report(witness.key, .init("its address is not known here"))
      return (witness.key, [])
    }
    let cosigning = Cosigning(
      witness: witness.key, url: url, note: note, checkpoint: checkpoint,
      prove: { old throws(LedgerFault) in try self.extensionProof(from: old, to: checkpoint.size) })
    switch await cosigning.run(from: size, calls) {
    case .success(let signatures): return (witness.key, signatures)
    case .failure(let failure):
      calls.report(witness.key, failure)
      return (witness.key, [])
    }
  }

  /// The sizes of the last checkpoints with this origin that each of these have cosigned.
  private func sizesCosigned(
    by keys: [CosignatureVerifierKey], of origin: String
  ) throws(LedgerFault) -> [CosignatureVerifierKey: UInt64] {
    var sizes: [CosignatureVerifierKey: UInt64] = [:]
    for stored in try checkpoints().reversed() where sizes.count < keys.count {
      guard let note = try? SignedNote(parsing: stored.note.span.bytes),
        (try? Checkpoint(parsing: note.text))?.origin == origin
      else { continue }
      for key in keys where sizes[key] == nil && (try? key.verify(note)) != nil {
        sizes[key] = stored.size
      }
    }
    return sizes
  }

  private func extensionProof(
    from older: UInt64, to newer: UInt64
  ) throws(LedgerFault) -> [TreeHash] {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        let edge = try snapshot.treeEdge()
        do throws(TileReadFault<LogFault>) {
          return try edge.consistencyProof(from: older, to: newer) { tile throws(LogFault) in
            try snapshot.tile(tile)
          }.hashes
        } catch {
          throw .damaged("the tree: \(error)")
        }
      }
    }
  }
}
