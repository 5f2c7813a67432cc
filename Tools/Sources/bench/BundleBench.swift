import Foundation
import Transparency

/// Audit bundles of a million events: made and verified, beside hashing the same lines once.
enum BundleBench {
  private static let note = """
    Processes, from start to end, over what the page cache holds; the export to the end of its fsync. \
    Hashing is the log's own leaf hash over each line of the bundle, in this process, on one core.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await ledger(settings, bench)
    let folder = try bench.makeFolder("bundles")
    let (bundle, other) = (folder + "/all.bundle", folder + "/other")
    let key = try ChildProcess(ledger.command("checkpoint", "key")).output()
      .trimmingCharacters(in: .newlines)
    try ChildProcess(ledger.command("export", "bundle", "-o", bundle)).run()
    let verify = ["2", "3"].map { level in
      ChildProcess([Bench.replay, bundle, "--key", key, "--level", level, "--quiet"])
    }
    let events = Double(ledger.events)
    let samples = try await settings.measure([
      export(ledger, ["cloudevents", "-o", other], to: other),
      export(ledger, ["bundle", "--as-signed", "-o", other], to: other),
      Piece { Sample(events / (try hash(bundle))) },
      Piece { Sample(events / (try verify[0].run().seconds)) },
      Piece { Sample(events / (try verify[1].run().seconds)) },
    ])
    let memory = try verify.map { try $0.run(isWatched: true).peak.own / 1e6 }
    return [
      Row("export cloudevents", samples[0], note: note),
      Row(
        "export bundle", samples[1],
        ratios: [Ratio(samples[1], to: "cloudevents", samples[0], .atLeast(0.8))]),
      Row("hashing each line once, one core", samples[2]),
      Row(
        "levels 1 and 2, all cores", samples[3],
        ratios: [Ratio(samples[3], to: "hashing", samples[2], .atLeast(0.5))]),
      Row(
        "levels 1 to 3, all cores", samples[4],
        ratios: [Ratio(samples[4], to: "hashing", samples[2])]),
      Row("memory at level 2", [Sample(memory[0])], unit: .megabytes),
      Row("memory at level 3", [Sample(memory[1])], unit: .megabytes),
    ]
  }

  /// Kept where large logs are, since filling it takes long.
  private static func ledger(_ settings: Settings, _ bench: Bench) async throws -> MixedLedger {
    guard let folder = settings.large else {
      return try await bench.ledger(of: settings.bundleEvents)
    }
    return try await MixedLedger.keep(in: folder + "/bundles", with: settings.bundleEvents)
  }

  private static func export(
    _ ledger: MixedLedger, _ arguments: [String], to path: String
  ) -> Piece {
    Piece {
      unlink(path)
      defer { unlink(path) }
      let command = [Bench.program, "export"] + arguments + ["--ledger", ledger.path, "--quiet"]
      return Sample(Double(ledger.events) / (try ChildProcess(command).run().seconds))
    }
  }

  /// How long the hashes of all lines take; reading them is not counted.
  private static func hash(_ path: String) throws -> Double {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe))
    let lines = bytes.span.bytes
    return seconds {
      var start = 0
      bytes.withUnsafeBytes { buffer in
        while let base = buffer.baseAddress,
          let feed = memchr(base + start, 10, buffer.count - start)
        {
          let end = UnsafeRawPointer(feed) - base
          _ = TreeHash.leaf(lines.extracting(start..<end))
          start = end + 1
        }
      }
      precondition(start == bytes.count, "a bundle ends with a line feed")
    }
  }
}
