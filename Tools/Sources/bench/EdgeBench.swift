import Foundation
import LMDB

/// The unfinished tiles as one row rewritten a commit, against one row for each leaf's hash.
///
/// Each commit writes `batch` lines of 500 bytes as well, durably, so that the figure is what a
/// ledger would see.
enum EdgeBench {
  static func run() throws {
    print("edge of the tree: one row a commit, against one row a leaf (durable appends)")
    for batch in [1, 10, 100] {
      let commits = max(20, 400 / batch)
      let seconds = try Stopwatch.medians([
        { try append(commits, of: batch, leafRows: false) },
        { try append(commits, of: batch, leafRows: true) },
      ])
      let events = Double(commits * batch)
      report("batch of \(batch), one row", perSecond: events / seconds[0])
      report(
        "batch of \(batch), a row a leaf", perSecond: events / seconds[1],
        String(format: "%.2f × one row", seconds[0] / seconds[1]))
    }
  }

  private static func append(_ commits: Int, of batch: Int, leafRows: Bool) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "edge-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let environment = try Environment(folder: folder, mapSize: 1 << 30)
    let tables = try environment.openTables(["events", "edge"])
    let line = [UInt8](repeating: 0x61, count: 500)
    let hash = [UInt8](repeating: 7, count: 32)
    var position: UInt64 = 0
    for _ in 0..<commits {
      var transaction = try WriteTransaction(environment)
      for _ in 0..<batch {
        let key = IntegerKey(position)
        try transaction.append(line.span.bytes, for: key.bytes, in: tables[0])
        if leafRows { try transaction.append(hash.span.bytes, for: key.bytes, in: tables[1]) }
        position += 1
      }
      if !leafRows {
        // What a tree of 2^16 and more has on average: half a tile on each of two levels.
        let row = [UInt8](repeating: 7, count: 2 * 128 * 32)
        try transaction.put(row.span.bytes, for: IntegerKey(0).bytes, in: tables[1])
      }
      try transaction.commit()
    }
  }
}
