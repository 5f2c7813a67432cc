import EventLog
import Foundation
import Projections

/// Read models made anew: all of them by `dealledger rebuild`, and each alone.
enum RebuildBench {
  private static let aloneNote = "Read, folded, written and made durable, in this process."

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await ledger(settings, bench)
    let folder = try bench.makeFolder("rebuild")
    let store = try EventStore(folder: ledger.path + "/log", access: .readOnly)
    defer { store.close() }
    let projections = ReadModels.projections
    let peers = try RebuildPeers(settings, ledger, in: folder)
    let samples = try await settings.measure(
      [whole(ledger)] + projections.map { alone($0, ledger, store, folder) }
        + peers.databases.map(peers.piece))
    let theirs = Array(samples[(1 + projections.count)...])
    var rows = [
      Row("all, as a process of its own: events", samples[0], goal: .atLeast(150_000))
    ]
    for (projection, ours) in zip(projections, samples[1...]) {
      let isDeals = projection.name == "deals"
      let ratios = zip(peers.databases, theirs).map { database, theirs in
        Ratio(
          ours, to: database.name, theirs, database.name == "PostgreSQL" ? .atLeast(1) : nil)
      }
      rows.append(
        Row(
          "\(projection.name) alone: events", ours, ratios: isDeals ? ratios : [], note: aloneNote))
    }
    return rows
      + zip(peers.databases, theirs).map { database, samples in
        Row("deals by \(database.name)'s SQL: events", samples, note: RebuildPeers.note)
      }
  }

  /// A million events where there is a folder that keeps them.
  private static func ledger(_ settings: Settings, _ bench: Bench) async throws -> MixedLedger {
    guard let large = settings.large else { return try await bench.ledger(of: settings.events) }
    try FileManager.default.createDirectory(atPath: large, withIntermediateDirectories: true)
    return try await MixedLedger.keep(
      in: large + "/ledger-\(settings.rebuildEvents)", with: settings.rebuildEvents)
  }

  private static func whole(_ ledger: MixedLedger) -> Piece {
    Piece {
      Sample(Double(ledger.events) / (try ChildProcess(ledger.command("rebuild")).run().seconds))
    }
  }

  private static func alone(
    _ projection: any Projection.Type, _ ledger: MixedLedger, _ store: EventStore, _ folder: String
  ) -> Piece {
    Piece {
      let path = folder + "/\(projection.name)"
      defer { try? FileManager.default.removeItem(atPath: path) }
      let models = ReadModels(folder: path, making: [projection])
      return Sample(Double(ledger.events) / (try seconds { try models.rebuild(from: store) }))
    }
  }
}
