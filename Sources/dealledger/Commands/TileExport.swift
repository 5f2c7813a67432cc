import EventLog
import Ledger
import Transparency

/// The log as a folder of tiles (C2SP tlog-tiles), which can be continued.
struct TileExport {
  private static let checkpoint = "checkpoint"

  private let proofs: LogProofs
  private let tree: SignedTree
  private let path: String
  /// How many events the folder has already.
  private let older: UInt64

  /// Finds out what the folder lacks; refuses one that shows another history.
  init(of log: EventStore, to path: String) throws {
    (proofs, self.path) = (LogProofs(log), path)
    tree = try proofs.newestTree()
    older = try Self.older(at: path, proofs, than: tree)
  }

  var size: UInt64 { tree.checkpoint.size }
  var root: TreeHash { tree.checkpoint.root }

  /// Writes what the folder lacks, the checkpoint last; answers how many files that was.
  func run(_ console: Console) throws -> Int {
    let rows = TileLayout(ofTreeSize: size).rows(since: older)
    let total = rows.map(\.count).reduce(0, +)
    var progress = Progress("tiles", of: total, on: console.talk)
    defer { progress.finish() }
    let folder = try PublishedFolder(path)
    var written = 0
    for path in rows.lazy.flatMap(\.paths) {
      try folder.write(try proofs.served(path), to: path.description)
      written += 1
      progress.advance(to: written)
    }
    // Whoever has the checkpoint must find all that it speaks of, whatever happens.
    try folder.settle()
    let note = Array(tree.note.rendered.utf8)
    if try PublishedFolder.read(Self.checkpoint, in: path) != note {
      try folder.write(note, to: Self.checkpoint)
      try folder.settle()
    }
    return written
  }

  /// The size of the tree that a folder shows.
  private static func older(
    at path: String, _ proofs: LogProofs, than newest: SignedTree
  ) throws -> UInt64 {
    guard let note = try PublishedFolder.read(checkpoint, in: path) else { return 0 }
    do throws(ProvingFault) {
      let size = try proofs.requireOwn(note).checkpoint.size
      guard size <= newest.checkpoint.size else {
        throw .foreign(.beyondLog(size: size, log: newest.checkpoint.size))
      }
      return size
    } catch .foreign(let fault) {
      throw Failure(
        .cannotCreate, "\(path)/\(checkpoint) is not of this log: \(fault)",
        next: "nothing was written; choose an empty folder, and if this one was exported from this"
          + " ledger, keep it: it shows that history was changed, here or there")
    }
  }
}
