import EventLog
import Ledger
import Transparency

/// That a line is in the tree as it stands, and which checkpoint covers it.
struct EventProof {
  private let event: RecordedEvent
  private let proof: InclusionProof
  private let root: TreeHash
  private let checkpoint: StoredCheckpoint?

  init(of event: RecordedEvent, in ledger: Ledger) throws(LogFault) {
    self.event = event
    (proof, root, checkpoint) = try ledger.store.withSnapshot { snapshot throws(LogFault) in
      let edge = try snapshot.treeEdge()
      let newest = try snapshot.newestCheckpoint()
      let checkpoint = newest.flatMap { $0.size > event.position.rawValue ? $0 : nil }
      do throws(TileReadFault<LogFault>) {
        let proof = try edge.inclusionProof(
          ofLeaf: event.position.rawValue, inSize: edge.size
        ) { tile throws(LogFault) in try snapshot.tile(tile) }
        return (proof, edge.root, checkpoint)
      } catch {
        throw .damaged("the tree: \(error)")
      }
    }
  }

  /// Hashes in base64, as checkpoints and tiles' clients write them.
  var json: JSON {
    [
      "leafIndex": .integer(Int(proof.leafIndex)),
      "leafHash": .string(TreeHash.leaf(event.line.span.bytes).base64),
      "treeSize": .integer(Int(proof.treeSize)),
      "rootHash": .string(root.base64),
      "hashes": .array(proof.hashes.map { .string($0.base64) }),
      "checkpoint": checkpoint.map { .string(String(decoding: $0.note, as: UTF8.self)) },
    ]
  }
}
