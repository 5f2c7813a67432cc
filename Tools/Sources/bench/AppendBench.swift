import Foundation

/// Durable appends by several callers, beside the same rows written in C, and beside other stores.
enum AppendBench {
  private static let levels = [1, 8, 64, 512]
  private static let cNote = """
    The loop in C writes the rows of events, streams, commands, requests, tiles and edge with \
    liblmdb, of the same lengths and as many to a commit as the callers beside it came to, looks \
    up command id and revision, and hashes every leaf and node with the log's own SHA-256. It \
    makes no lines, digests no commands and answers nobody.
    """
  private static let peerNote = """
    Peers are servers or libraries in C that write 500 bytes of JSON an event under a stream and \
    a revision, without command ids and tree, driven by their own clients in C.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    var (ours, inC) = (levels.map { _ in [Sample]() }, levels.map { _ in [Sample]() })
    var batches = levels.map { _ in [Double]() }
    var peers = Peers(settings)
    for _ in 0..<settings.rounds {
      for (index, callers) in levels.enumerated() {
        let (result, rate) = try await round(callers, settings, bench)
        ours[index].append(result.sample)
        inC[index].append(Sample(rate))
        batches[index].append(result.eventsOfCommit)
      }
      peers.runRound()
    }
    let our = levels.indices.map { index in
      let ratios = [
        Ratio(ours[index], to: "C", inC[index], levels[index] == 64 ? .atLeast(0.7) : nil)
      ]
      return Row(
        Callers.name(levels[index]), ours[index],
        ratios: ratios + peers.ratios(of: ours[index], at: levels[index]))
    }
    let theirs = levels.indices.map { index in
      let batch = String(format: "%.1f", batches[index].median)
      return Row("C, batches of \(batch) (\(Callers.name(levels[index])))", inC[index], note: cNote)
    }
    return our + theirs + peers.rows(note: peerNote)
  }

  private static func round(
    _ callers: Int, _ settings: Settings, _ bench: Bench
  ) async throws -> (Callers.Result, inC: Double) {
    let folders = try (bench.makeFolder("append"), bench.makeFolder("cloop"))
    defer {
      for folder in [folders.0, folders.1] { try? FileManager.default.removeItem(atPath: folder) }
    }
    let log = try BareLog(in: folders.0)
    defer { log.close() }
    let result = try await Callers(count: callers, seconds: settings.seconds).append(to: log)
    let loop = CLoopRun(
      events: result.events, commits: result.commits, callers: callers,
      lineLength: try log.lineLength)
    return (result, try loop.rate(in: folders.1))
  }
}
