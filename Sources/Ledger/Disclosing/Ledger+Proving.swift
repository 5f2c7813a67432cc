import Disclosures
import EventLog
import Transparency

extension Ledger {
  /// The last checkpoint if it covers the line at a position, or else a new one.
  func checkpoint(
    covering position: GlobalPosition
  ) async throws(LedgerFault) -> (note: SignedNote, isNew: Bool) {
    guard let last = try checkpoints().last, last.size > position.rawValue else {
      return (try await signHead(), true)
    }
    guard let note = try? SignedNote(parsing: last.note.span.bytes) else {
      throw .log(.damaged("the checkpoint over \(last.size) events is no signed note"))
    }
    return (note, false)
  }

  /// The file that shows fields of a line under a checkpoint, and what it proves.
  func file(
    showing chosen: ChosenFields, under note: SignedNote, signedBy key: NoteSigningKey
  ) throws(LedgerFault) -> (DisclosureFile, DisclosedLine) {
    let position = chosen.line.position
    let proof = try inclusion(of: position, under: note)
    do throws(DisclosureFault) {
      let file = try DisclosureFile(
        line: chosen.line.bytes, disclosing: chosen.fields.compactMap(\.opened), inclusion: proof,
        checkpoint: note, signedBy: key)
      let line = try DisclosureVerifier(key.verifierKey).verify(file)
      guard Set(line.disclosed.map(\.path)) == Set(chosen.fields.map(\.path)) else {
        throw DisclosureFault.malformedMember("data")
      }
      return (file, line)
    } catch {
      throw .log(.damaged("position \(position) cannot be shown with proof: \(error)"))
    }
  }

  private func inclusion(
    of position: GlobalPosition, under note: SignedNote
  ) throws(LedgerFault) -> InclusionProof {
    guard let checkpoint = try? Checkpoint(parsing: note.text) else {
      throw .log(.damaged("the last checkpoint is none"))
    }
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        let edge = try snapshot.treeEdge()
        do throws(TileReadFault<LogFault>) {
          return try edge.inclusionProof(
            ofLeaf: position.rawValue, inSize: checkpoint.size
          ) { tile throws(LogFault) in try snapshot.tile(tile) }
        } catch {
          throw .damaged("the tree: \(error)")
        }
      }
    }
  }
}
