import EventLog
import Foundation
import Transparency

/// A log alone, without deals and keys: what it writes is about 500 bytes of line an event.
final class BareLog: Sendable {
  /// How many events a stream gets.
  static let eventsOfStream = 20
  private static let data = Array(
    #"{"text":"\#(String(repeating: "a", count: 180))"}"#.utf8)
  private static let time = RecordTime("2026-11-21T09:00:00.000000Z")

  let store: EventStore

  /// Opens the log in a folder, and makes it where there is none.
  init(in folder: String) throws {
    if !FileManager.default.fileExists(atPath: folder + "/data.mdb") {
      _ = try EventStore.create(
        folder: folder, source: "/ledgers/BENCH/0",
        founding: try Self.submission("init", to: [try StreamName("ledger")]))
    }
    store = try EventStore(folder: folder, access: .readWrite)
  }

  func close() { store.close() }

  var size: UInt64 {
    get throws {
      try store.withSnapshot { snapshot throws(LogFault) in try snapshot.size() }
    }
  }

  /// In bytes.
  static var requestLength: Int { data.count }

  /// In bytes, of the log's last line.
  var lineLength: Int {
    get throws {
      try store.withSnapshot { snapshot throws(LogFault) in
        try snapshot.line(at: GlobalPosition(try snapshot.size() - 1))?.byteCount ?? 0
      }
    }
  }

  /// A command with an event for each of `streams`, which stand at `revision`.
  static func submission(
    _ id: String, to streams: [StreamName], expecting revision: ExpectedRevision = .any
  ) throws -> Submission {
    guard let time else { throw BenchFault("a time") }
    return Submission(
      id: try CommandID(id, from: "bench"), actor: "system", occurred: "2026-11-21T09:00:00Z",
      time: time, digest: .sha256(data.span.bytes), request: data,
      expecting: revision == .any ? [] : streams.map { ($0, revision) },
      isSameRequest: { _ in true }, sealedRefusal: { Array($1.utf8) },
      decide: { _ in
        .append(streams.map { ($0, [NewEvent(type: "bench.happened.v1", data: data)]) })
      })
  }

  /// Writes events until there are `count`, each stream's one after another, many to a command.
  func fill(to count: Int) async throws {
    let start = Int(try size)
    let streams = EventStore.mostEvents / Self.eventsOfStream
    let eventsOfCommand = streams * Self.eventsOfStream
    let commands = max(0, count - start + eventsOfCommand - 1) / eventsOfCommand
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<16 {
        group.addTask { [self] in
          var ids = FreshIDs()
          for command in stride(from: worker, to: commands, by: 16) {
            let names = try (0..<streams).flatMap { stream in
              let name = try StreamName("deal/F\(start)-\(command * streams + stream)")
              return Array(repeating: name, count: Self.eventsOfStream)
            }
            let submission = try Self.submission(ids.next(), to: names)
            guard case .appended = try await store.append(submission) else {
              throw BenchFault("a log cannot be filled")
            }
          }
        }
      }
      try await group.waitForAll()
    }
  }
}

/// Ids as the ledger gives them to commands that have none: UUIDs of version 7.
struct FreshIDs {
  private static let digits = Array("0123456789abcdef".utf8)
  private var generator = SystemRandomNumberGenerator()

  mutating func next() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000
    let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
    let low = 1 << 63 | generator.next() >> 2
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for place in 0..<32 {
      if [8, 12, 16, 20].contains(place) { text.append(UInt8(ascii: "-")) }
      let word = place < 16 ? high : low
      text.append(Self.digits[Int(word >> UInt64(60 - place % 16 * 4) & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
