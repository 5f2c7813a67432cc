import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// A stream of about 20 events: its lines, and the deal that they come to.
enum ReadBench {
  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let log = try BareLog(in: bench.makeFolder("read"))
    defer { log.close() }
    try await log.fill(to: 20_000)
    let lines = try log.store.events(from: .first, limit: 20_000)
    let names = Set(try lines.map { try LineView($0.line.span.bytes).subject })
    let streams = try names.filter { $0 != "ledger" }.map { try StreamName($0) }
    let ledger = try await bench.ledger(of: settings.events).open()
    defer { ledger.close() }
    let deals = try dealsOfAbout20Events(in: ledger)
    let samples = try await settings.measure([
      repeated(settings, over: streams) { try read($0, log.store) },
      repeated(settings, over: deals) { try read($0.stream, ledger.store) },
      repeated(settings, over: deals) { _ = try ledger.fold($0, showing: nil) },
    ])
    let sealed = "Deals of 18 to 22 events of the mixed ledger; a fold opens what is sealed."
    return [
      Row("20 lines copied out, 500 bytes each", samples[0]),
      Row("lines of a deal copied out", samples[1], note: sealed),
      Row(
        "state of a deal folded", samples[2],
        ratios: [Ratio(samples[2], to: "its lines", samples[1])], note: sealed),
    ]
  }

  private static func dealsOfAbout20Events(in ledger: Ledger) throws -> [Subject] {
    let all = Set(try ScenarioDeals().lines.compactMap(\.deal)).sorted()
    let ids = all.flatMap { deal in (1...20).map { "\(deal)x\($0)" } }
    let subjects = ids.compactMap { Identifier(text: $0) }.map { Subject.deal($0) }
    let found = try ledger.store.withSnapshot { snapshot throws(LogFault) in
      var found: [Subject] = []
      for subject in subjects {
        let head = try snapshot.head(of: subject.stream)
        if let head, (17...21).contains(head.rawValue) { found.append(subject) }
      }
      return found
    }
    guard !found.isEmpty else { throw BenchFault("no deal has about 20 events") }
    return found
  }

  private static func read(_ stream: StreamName, _ store: EventStore) throws {
    let events = try store.withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(of: stream)
      var events: [RecordedEvent] = []
      while let line = try cursor.next() { events.append(RecordedEvent(line)) }
      return events
    }
    guard events.count > 1 else { throw BenchFault("\(stream) is not there") }
  }

  /// One after another, of elements drawn at random.
  private static func repeated<Element: Sendable>(
    _ settings: Settings, over elements: [Element],
    _ body: @escaping @Sendable (Element) throws -> Void
  ) -> Piece {
    Piece {
      var latencies: [Double] = []
      let start = ContinuousClock.now
      let deadline = start + .seconds(settings.seconds / 2)
      while ContinuousClock.now < deadline {
        guard let element = elements.randomElement() else { break }
        latencies.append(try seconds(of: { try body(element) }))
      }
      let rate = Double(latencies.count) / start.duration(to: .now).inSeconds
      return Sample(rate, Latency(of: latencies))
    }
  }
}
