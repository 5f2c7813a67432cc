import EventLog
import Foundation
import Transparency

/// Durable appends by several callers, against what the disk takes: one write and sync at a time.
enum AppendBench {
  static func run() async throws {
    print("append: one event of about 500 bytes a command, acknowledged once durable")
    let limit = try syncsPerSecond()
    report("write and fdatasync, one after another", perSecond: limit)
    for callers in [1, 8, 64, 512] {
      var rates: [Double] = []
      for _ in 0..<Stopwatch.rounds { rates.append(try await appends(callers)) }
      let median = rates.sorted()[Stopwatch.rounds / 2]
      report(
        "\(callers) callers", perSecond: median,
        String(format: "%.2f × that", median / limit))
    }
  }

  /// A file that is written ahead of time, so that a sync writes no more than the bytes.
  private static func syncsPerSecond() throws -> Double {
    let count = 300
    let path = FileManager.default.temporaryDirectory.appending(path: "sync-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let descriptor = open(path, O_RDWR | O_CREAT, 0o600)
    defer { close(descriptor) }
    let bytes = [UInt8](repeating: 0x61, count: 500)
    for index in 0..<count { pwrite(descriptor, bytes, bytes.count, off_t(index * bytes.count)) }
    fsync(descriptor)
    let seconds = try Stopwatch.medians([
      {
        for index in 0..<count {
          pwrite(descriptor, bytes, bytes.count, off_t(index * bytes.count))
          fdatasync(descriptor)
        }
      }
    ])
    return Double(count) / seconds[0]
  }

  private static func appends(_ callers: Int) async throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appending(path: "append-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try EventStore.create(
      folder: folder, source: "/ledgers/BENCH/0", founding: try submission("init", "ledger"))
    let store = try EventStore(folder: folder, access: .readWrite)
    defer { store.close() }
    let each = max(20, 4000 / callers)
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for caller in 0..<callers {
        group.addTask {
          for number in 0..<each {
            let name = "\(caller)-\(number)"
            _ = try await store.append(try submission(name, "deal/D\(caller)"))
          }
        }
      }
      try await group.waitForAll()
    }
    let (whole, attoseconds) = (clock.now - start).components
    return Double(callers * each) / (Double(whole) + Double(attoseconds) / 1e18)
  }

  private static func submission(_ id: String, _ stream: String) throws -> Submission {
    let stream = try StreamName(stream)
    guard let time = RecordTime("2026-11-21T09:00:00.000000Z") else { fatalError("a time") }
    let data = Array(#"{"text":"\#(String(repeating: "a", count: 180))"}"#.utf8)
    return Submission(
      id: try CommandID(id, from: "bench"), actor: "system", occurred: "2026-11-21T09:00:00Z",
      time: time, digest: .sha256(data.span.bytes), request: data, isSameRequest: { _ in true },
      sealedRefusal: { Array($1.utf8) },
      decide: { _ in .append([(stream, [NewEvent(type: "bench.happened.v1", data: data)])]) })
  }
}
