import CanonicalJSON
import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// Lines into full values, and folds that need a few fields of them.
enum DecodeBench {
  private static let peerNote = """
    JSONDecoder reads the \(CodableRecords.types.count) commonest types into structs that it is \
    told beforehand, texts as String, and checks less: no order of keys, no codes, no digests.
    """
  private static let trustNote = """
    As the ledger reads its own lines: attributes are found where they stand, the data are checked \
    in full. A replay checks the attributes too.
    """
  private static let openNote = """
    Every value in the clear. The structs leave out the parts that are objects of their own with \
    many forms (mandates, key terms), which JSONDecoder skips.
    """

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let ledger = try await bench.ledger(of: settings.events).open()
    defer { ledger.close() }
    let all = try DecodedLine.read(ledger, limit: settings.isQuick ? 10_000 : 50_000)
    let known = Array(all.filter { CodableRecords.types.contains($0.type) }.prefix(5_000))
    let store = ledger.store
    let size = Int(try ledger.size)
    let samples = try await settings.measure([
      Piece(per: all.count) { for line in all { try line.decodeLine() } },
      Piece(per: all.count) { for line in all { try line.checkLine() } },
      Piece(per: known.count) { for line in known { try line.decodeLine() } },
      codable(known, CodableRecords.lines, \.line),
      Piece(per: known.count) { for line in known { try line.decodeOpenData() } },
      codable(known, CodableRecords.data, \.openData),
      Piece(per: size) { try foldAttributes(store) },
      Piece(per: size) { try foldMember(store) },
    ])
    return [
      Row(
        "full values of lines, all types", samples[0], goal: .atLeast(700_000), note: trustNote),
      Row("the same, every byte of the line checked", samples[1]),
      Row(
        "full values of lines, commonest types", samples[2],
        ratios: [Ratio(samples[2], to: "JSONDecoder", samples[3], .atLeast(15))], note: peerNote),
      Row("the same by JSONDecoder", samples[3]),
      Row(
        "data in the clear, commonest types", samples[4],
        ratios: [Ratio(samples[4], to: "JSONDecoder", samples[5], .atLeast(15))], note: openNote),
      Row("the same by JSONDecoder", samples[5]),
      Row("fold in the log: events by type", samples[6], goal: .atLeast(2_000_000)),
      Row(
        "fold in the log: type and one member of data", samples[7], goal: .atLeast(2_000_000)),
    ]
  }

  private static func codable(
    _ lines: [DecodedLine], _ readers: [String: CodableRecords.Reader],
    _ bytes: KeyPath<DecodedLine, [UInt8]>
  ) -> Piece {
    let work = lines.compactMap { line in
      readers[line.type].map { (read: $0, data: Data(line[keyPath: bytes])) }
    }
    return Piece(per: work.count) {
      let decoder = JSONDecoder()
      for line in work { try line.read(decoder, line.data) }
    }
  }

  private static func foldAttributes(_ store: EventStore) throws {
    let counts = try store.withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines()
      var counts: [String: Int] = [:]
      while let line = try cursor.next() {
        guard let view = try? LineView(trusting: line.bytes) else { continue }
        counts[view.type, default: 0] += 1
      }
      return counts
    }
    guard counts.count > 50 else { throw BenchFault("the fold came to \(counts)") }
  }

  /// How many offers there are of each version of terms.
  private static func foldMember(_ store: EventStore) throws {
    let counts = try store.withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines()
      var counts: [Int: Int] = [:]
      while let line = try cursor.next() {
        guard let view = try? LineView(trusting: line.bytes),
          view.isType("deal.terms-offered.v1"),
          let version = try? version(in: view.data)
        else { continue }
        counts[version, default: 0] += 1
      }
      return counts
    }
    guard counts[1] ?? 0 > 0 else { throw BenchFault("the fold came to \(counts)") }
  }

  private static func version(in data: RawSpan) throws -> Int? {
    var reader = CanonicalReader(data)
    try reader.beginObject()
    while let key = try reader.readKey() {
      if key == "version" { return try reader.integer() }
      _ = try reader.skipValue()
    }
    return nil
  }
}

/// A line of the ledger, and its data in the clear.
struct DecodedLine: Sendable {
  let type: String
  let line: [UInt8]
  let openData: [UInt8]

  static func read(_ ledger: Ledger, limit: Int) throws -> [DecodedLine] {
    let opener = Opener(try ledger.requireVault(), for: .deciding)
    return try ledger.store.withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines()
      var lines: [DecodedLine] = []
      while lines.count < limit, let stored = try cursor.next() {
        let row = try snapshot.vault(at: stored.position)
        guard let view = try? LineView(stored.bytes),
          let fact = try? Fact(view, at: stored.position, sealed: row, by: opener)
        else { throw .damaged("position \(stored.position)") }
        lines.append(
          DecodedLine(
            type: view.type, line: RecordedEvent(stored).line, openData: fact.disclosed))
      }
      return lines
    }
  }

  /// Every attribute and every field that stands in the line.
  func decodeLine() throws { try readValues(of: try LineView(trusting: line.span.bytes)) }

  /// The same, and nothing of the line taken for granted.
  func checkLine() throws { try readValues(of: try LineView(line.span.bytes)) }

  private func readValues(of view: borrowing LineView) throws {
    let envelope = try view.envelope()
    guard try Fact(type: envelope.type, data: view.data) != nil else {
      throw BenchFault("there is no type \(envelope.type)")
    }
  }

  func decodeOpenData() throws {
    guard case .deal(var event) = EventType(type)?.blank else { return }
    try decode(into: &event, from: openData.span.bytes, as: .disclosed)
  }
}
