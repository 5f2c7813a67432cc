import Foundation
import LMDB

/// The unfinished tiles as one row rewritten a commit, against one row for each leaf's hash.
///
/// Each commit writes `batch` lines of 500 bytes as well, durably, so that the figure is what a
/// ledger would see.
enum EdgeBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let batches = [1, 10, 100]
    let samples = try await settings.measure(
      batches.flatMap { batch in
        let commits = max(20, 400 / batch)
        return [false, true].map { leafRows in
          Piece {
            let folder = try bench.makeFolder("edge")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let time = try seconds(of: {
              try append(commits, of: batch, leafRows: leafRows, in: folder)
            })
            return Sample(Double(commits * batch) / time)
          }
        }
      })
    return batches.indices.flatMap { index in
      let (edge, leaves) = (samples[2 * index], samples[2 * index + 1])
      return [
        Row("batch of \(batches[index]), one row", edge),
        Row(
          "batch of \(batches[index]), a row a leaf", leaves,
          ratios: [Ratio(leaves, to: "one row", edge)]),
      ]
    }
  }

  private static func append(
    _ commits: Int, of batch: Int, leafRows: Bool, in folder: String
  ) throws {
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
