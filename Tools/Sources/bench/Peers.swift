import Foundation

/// Other stores that give the same promise, run by the scripts in a folder.
///
/// Each script is a program of its own, held by `flock` and `timeout`, which prints a JSON object a
/// result: `{"workload":"A.append.w8.log1k","ops_per_s":…,"p50_ms":…,"p99_ms":…}`.
struct Peers {
  /// One of them.
  private struct Peer {
    let name: String
    /// The folder of its set-up and scripts.
    let folder: String
    /// Runs its appends once, in a shell that has the scripts' variables.
    let round: String
    /// By the number of callers.
    var samples: [Int: [Sample]] = [:]
    /// Why it is not measured.
    var fault: String?
  }

  private struct Line: Decodable {
    let workload: String
    let opsPerSecond: Double
    let p50: Double?
    let p99: Double?

    enum CodingKeys: String, CodingKey {
      case workload
      case opsPerSecond = "ops_per_s"
      case p50 = "p50_ms"
      case p99 = "p99_ms"
    }
  }

  private let scripts: String
  private let environment: [String: String]
  private var peers: [Peer] = []

  /// - Parameter folders: Those of them that are wanted; all by default.
  init(_ settings: Settings, only folders: Set<String>? = nil) {
    scripts = settings.peers ?? ""
    environment = Self.environment
    guard settings.peers != nil else { return }
    peers = Self.all.filter { folders?.contains($0.folder) ?? true }
    for index in peers.indices { prepare(&peers[index]) }
  }

  private static let all = [
    Peer(
      name: "PostgreSQL, ordered", folder: "postgres",
      round: """
        . ./cluster.sh; start_pg; trap stop_pg EXIT
        "$PB_PY" pg_bench.py ordered plain1k .log1k append1 append8 append64
        """),
    Peer(name: "Redis", folder: "redis", round: #""$PB_PY" redis_bench.py"#),
    Peer(
      name: "SQLite", folder: "sqlite",
      round: """
        for callers in 1 8 64; do
          "$PB_TMP/bin/sqlite_bench" append "$PB_DATA/sqlite1k.db" $callers \
            $(($(date +%s%N) / 1000000 % 2000)) .log1k
        done
        """),
  ]

  /// What the scripts are told; those that are set stay as they are.
  private static var environment: [String: String] {
    let own = ProcessInfo.processInfo.environment
    let folder =
      own["PB_TMP"]
      ?? FileManager.default.temporaryDirectory.appending(path: "dealledger-peers").path
    let defaults = [
      "PB_TMP": folder, "PB_EVENTS": folder + "/events.tsv", "PB_LOCK": folder + "/inner.lock",
      // All take their turn at the same priority.
      "PB_RT": "0", "PB_SECS": "1", "PB_REPS": "1", "REDIS_LOAD": "1000",
    ]
    return defaults.merging(own) { $1 }
  }

  // MARK: Running

  /// Sets a peer up, where that was not done before.
  private func prepare(_ peer: inout Peer) {
    let ready = (environment["PB_TMP"] ?? "") + "/ready-\(peer.folder)"
    guard !FileManager.default.fileExists(atPath: ready) else { return }
    say("setting up \(peer.name) …")
    do {
      _ = try shell(
        """
        mkdir -p "$PB_TMP"
        [ -s "$PB_EVENTS" ] || python3 ../common/gen.py "$PB_EVENTS" 1000
        bash ./setup.sh && touch '\(ready)'
        """, of: peer, limit: 600)
    } catch {
      peer.fault = "\(error)"
      say("\(peer.name) is not measured: \(error)")
    }
  }

  /// Runs every peer's appends once.
  mutating func runRound() {
    for index in peers.indices where peers[index].fault == nil {
      do {
        try run(&peers[index])
      } catch {
        peers[index].fault = "\(error)"
        say("\(peers[index].name) is not measured any more: \(error)")
      }
    }
  }

  private func run(_ peer: inout Peer) throws {
    let output = try shell(peer.round, of: peer, limit: 300)
    for text in output.split(separator: "\n") where text.hasPrefix("{") {
      let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
      guard let callers = Self.callers(of: line.workload) else { continue }
      let latency = line.p50.flatMap { p50 in line.p99.map { Latency(p50: p50, p99: $0) } }
      peer.samples[callers, default: []].append(Sample(line.opsPerSecond, latency))
    }
  }

  /// How many callers appended; nil where something else was done.
  private static func callers(of workload: String) -> Int? {
    let parts = workload.split(separator: ".")
    guard parts.starts(with: ["A", "append"]), parts.count > 2, parts[2].first == "w" else {
      return nil
    }
    return Int(parts[2].dropFirst())
  }

  /// What a script prints in the folder of a peer that was set up.
  func output(of script: String, in folder: String, limit: Int) throws -> String {
    guard let peer = peers.first(where: { $0.folder == folder }) else {
      throw BenchFault("there is no peer \(folder)")
    }
    if let fault = peer.fault { throw BenchFault(fault) }
    return try shell(script, of: peer, limit: limit)
  }

  private func shell(_ script: String, of peer: Peer, limit: Int) throws -> String {
    let lock = environment["PB_OUTER_LOCK"] ?? (environment["PB_TMP"] ?? "") + ".lock"
    var process = ChildProcess([
      "flock", "-o", lock, "timeout", "-k", "5", "\(limit)", "bash", "-c",
      "set -eu; cd '\(scripts)/\(peer.folder)'; . ../common/env.sh; \(script)",
    ])
    process.environment = environment
    return try process.output()
  }

  // MARK: Telling

  /// Ours by theirs, for every peer that has been measured with so many callers.
  func ratios(of ours: [Sample], at callers: Int) -> [Ratio] {
    peers.compactMap { peer in
      guard let samples = peer.samples[callers], !samples.isEmpty else { return nil }
      return Ratio(ours, to: peer.name, samples, goal(of: peer, at: callers))
    }
  }

  private func goal(of peer: Peer, at callers: Int) -> Goal? {
    switch (peer.folder, callers) {
    case ("redis", 8), ("redis", 64), ("postgres", 64): .atLeast(1)
    default: nil
    }
  }

  func rows(note: String) -> [Row] {
    peers.flatMap { peer in
      peer.samples.sorted { $0.key < $1.key }.map { callers, samples in
        Row("\(peer.name), \(callers)", samples, note: note)
      }
    }
  }
}
