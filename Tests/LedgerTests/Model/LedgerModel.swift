import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

/// What a ledger should hold after what was sent, kept in dictionaries.
struct LedgerModel {
  struct Line: Equatable {
    let stream: String
    let revision: Int
    let command: String
    let type: String
  }

  private struct Sender: Hashable {
    let name: String
    let id: String
  }

  /// How often each of these was the answer, for the report and against a test that tests nothing.
  private(set) var counts: [String: Int] = [:]
  private(set) var lines: [Line] = [
    Line(stream: "ledger", revision: 0, command: "init", type: "ledger.created.v1")
  ]
  private var states: [String: String] = [:]
  private var heads: [String: Int] = [:]
  private var known: [Sender: (bytes: [UInt8], receipt: CommandReceipt)] = [:]
  /// Deals that were refused something, or given something that is not in their scenario.
  private var strays: Set<String> = []
  private var hasErased = false
  private let table: CommandTable

  init(_ table: CommandTable) { self.table = table }

  var streams: [String] { heads.keys.sorted() }

  func state(of stream: String) -> String { states[stream] ?? "none" }

  /// How many events a stream has.
  func count(of stream: String) -> Int { heads[stream] ?? 0 }

  /// Holds what a command came to against what it had to come to.
  mutating func take(_ sent: Sent, _ outcome: CommandOutcome) throws {
    counts[outcome.code == "accepted" ? sent.command : outcome.code, default: 0] += 1
    let sender = Sender(name: sent.sender, id: sent.id)
    let comment = Comment(rawValue: "\(String(decoding: sent.bytes, as: UTF8.self)) \(outcome)")
    guard sent.isCommand else { return #expect(outcome.name == "invalid", comment) }
    if let first = known[sender] {
      return check(outcome, against: first, isSame: first.bytes == sent.bytes, comment)
    }
    let current = count(of: sent.stream)
    if let expected = sent.expectedRevision, expected != current - 1 {
      strays.insert(sent.stream)
      return #expect(outcome.code == "wrong-revision", comment)
    }
    guard case .accepted(let receipt) = outcome else {
      #expect(outcome.name == "refused", comment)
      #expect(!["command-id-reused", "wrong-revision"].contains(outcome.code), comment)
      #expect(!mustAccept(sent), comment)
      strays.insert(sent.stream)
      return
    }
    if !sent.isNextStep { strays.insert(sent.stream) }
    check(receipt.receipt.events, of: sent, after: current, comment)
    add(receipt.receipt.events, of: sent)
    known[sender] = (sent.bytes, receipt)
  }

  /// A person's erasure depends on all deals in which the person occurs.
  private func mustAccept(_ sent: Sent) -> Bool {
    sent.isNextStep && sent.stream.hasPrefix("deal/") && !strays.contains(sent.stream)
      && sent.command != "ErasePersonalData"
  }

  private func check(
    _ outcome: CommandOutcome, against first: (bytes: [UInt8], receipt: CommandReceipt),
    isSame: Bool, _ comment: Comment
  ) {
    // Nobody can compare a request that was erased: it is taken to be the same.
    if case .repeated(let receipt) = outcome, isSame || (hasErased && receipt.salt == nil) {
      #expect(receipt.receipt == first.receipt.receipt, comment)
      #expect(receipt.salt == first.receipt.salt || (hasErased && receipt.salt == nil), comment)
      return
    }
    #expect(!isSame && outcome.code == "command-id-reused", comment)
  }

  private func check(
    _ events: [Receipt.Place], of sent: Sent, after count: Int, _ comment: Comment
  ) {
    #expect(!events.isEmpty, comment)
    #expect(
      events.map(\.position.rawValue) == events.indices.map { UInt64(lines.count + $0) }, comment)
    #expect(
      events.map(\.revision.rawValue) == events.indices.map { UInt64(count + $0) }, comment)
    #expect(events.allSatisfy { $0.stream.text == sent.stream }, comment)
    guard sent.stream.hasPrefix("deal/") else { return }
    #expect(table.allows(sent.command, in: state(of: sent.stream)), comment)
  }

  private mutating func add(_ events: [Receipt.Place], of sent: Sent) {
    let state = state(of: sent.stream)
    states[sent.stream] = table.state(after: sent.command, in: state, events: events.count)
    for event in events {
      lines.append(
        Line(
          stream: sent.stream, revision: count(of: sent.stream), command: sent.id,
          type: event.type))
      heads[sent.stream, default: 0] += 1
    }
    if sent.command == "ErasePersonalData" { hasErased = true }
  }
}

extension LedgerModel {
  /// Holds a ledger against the model: its streams, every line, and the root over them.
  func compare(with ledger: Ledger) throws -> TreeHash {
    for stream in streams { try compare(stream, with: ledger) }
    let stored = try ledger.lines()
    let found = stored.map { line in
      Line(
        stream: line["subject"] ?? "", revision: line.revision, command: line["commandid"] ?? "",
        type: line["type"] ?? "")
    }
    #expect(found == lines)
    #expect(stored.map { $0["id"] } == lines.indices.map { "\($0)" })
    let times = stored.compactMap { $0["time"] }
    #expect(times.count == lines.count && times == times.sorted())
    let edge = try ledger.store.withSnapshot { snapshot throws(LogFault) in try snapshot.treeEdge()
    }
    #expect(edge.size == UInt64(lines.count))
    #expect(edge.root == NaiveTree.root(of: stored.map { Array($0.text.utf8) }[...]))
    return edge.root
  }

  private func compare(_ stream: String, with ledger: Ledger) throws {
    let subject = try #require(Subject(try StreamName(stream)))
    let folded = try #require(try ledger.fold(subject, showing: nil))
    #expect(Int(folded.head.rawValue) == count(of: stream) - 1)
    guard case .deal(let deal) = folded.state else { return }
    #expect(deal.phase.rawValue == state(of: stream), "\(stream)")
  }
}

/// The tree of RFC 6962, section 2.1, as it is defined, of nothing but SHA-256.
enum NaiveTree {
  static func root(of leaves: ArraySlice<[UInt8]>) -> TreeHash {
    guard leaves.count > 1, let first = leaves.indices.first else {
      return hash(leaves.first.map { [0] + $0 } ?? [])
    }
    var left = 1
    while left * 2 < leaves.count { left *= 2 }
    let halves = [root(of: leaves[..<(first + left)]), root(of: leaves[(first + left)...])]
    return hash([1] + halves.flatMap { $0.withBytes { $0.withUnsafeBytes { Array($0) } } })
  }

  private static func hash(_ bytes: [UInt8]) -> TreeHash { .sha256(bytes.span.bytes) }
}

extension Line {
  /// Where the line stands in its stream; -1 where it does not say.
  fileprivate var revision: Int {
    text.firstMatch(of: /"revision":([0-9]+)/).flatMap { Int($0.output.1) } ?? -1
  }
}
