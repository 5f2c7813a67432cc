import EventLog
import Testing
import Transparency

/// What a log should hold, in dictionaries: every line byte for byte.
struct LogModel {
  enum Answer: Equatable {
    case appended(key: String, positions: [UInt64])
    case repeated(key: String)
    case reused, conflict, refused, failed
  }

  private(set) var lines: [String] = []
  private(set) var positions: [String: [UInt64]] = [:]
  private(set) var vault: [UInt64: String] = [:]
  /// By the position of the command's first event.
  private(set) var requests: [UInt64: String] = [:]
  private(set) var refusals: [String] = []
  private var known: [String: String] = [:]
  private var receipts: [String: Receipt] = [:]
  private var time = ""

  init() {
    time = "2026-11-21T09:00:00.000000Z"
    add("ledger", id: "init", request: "request init", type: "ledger.created.v1")
    requests[0] = "request init"
  }

  mutating func take(_ command: RandomCommand) -> Answer {
    let key = "\(command.id) \(command.sender)"
    if let request = known[key] {
      guard request != command.request else { return .repeated(key: key) }
      refusals.append("command-id-reused")
      return .reused
    }
    guard command.expecting.allSatisfy({ count(of: $0.stream) == $0.count }) else {
      refusals.append("wrong-revision")
      return .conflict
    }
    switch command.kind {
    case .failing: return .failed
    case .refused:
      refusals.append("refused")
      return .refused
    case .appending: return append(command, key)
    }
  }

  private mutating func append(_ command: RandomCommand, _ key: String) -> Answer {
    let first = UInt64(lines.count)
    time = max(time, command.time)
    for append in command.appends {
      for _ in 0..<append.count {
        if !command.vault.isEmpty { vault[UInt64(lines.count)] = command.vault }
        add(append.stream, id: command.id, request: command.request)
      }
    }
    (known[key], requests[first]) = (command.request, command.request)
    return .appended(key: key, positions: Array(first..<UInt64(lines.count)))
  }

  private mutating func add(
    _ stream: String, id: String, request: String, type: String = "deal.tested.v1"
  ) {
    let digest = TreeHash.sha256("digested \(request)".utf8.span.bytes).hex
    lines.append(
      #"{"actor":"party:caih","commanddigest":"sha256:\#(digest)","commandid":"\#(id)","#
        + #""data":{"by":"\#(id)","padding":""},"id":"\#(lines.count)","#
        + #""occurred":"2026-11-21T17:00:00+08:00","revision":\#(count(of: stream)),"#
        + #""source":"/ledgers/test/0","specversion":"1.0","subject":"\#(stream)","#
        + #""time":"\#(time)","type":"\#(type)"}"#)
    positions[stream, default: []].append(UInt64(lines.count - 1))
  }

  func count(of stream: String) -> Int { positions[stream]?.count ?? 0 }

  /// Holds an answer against the model's, and every repeated receipt against the first one.
  mutating func check(_ answer: Result<AppendOutcome, LogFault>, _ expected: Answer) throws {
    guard expected != .failed else { return #expect(answer == .failure(.damaged("the decision"))) }
    let answer = try answer.get()
    switch expected {
    case .appended(let key, let positions):
      let receipt = try answer.appended()
      #expect(receipt.events.map(\.position.rawValue) == positions)
      receipts[key] = receipt
    case .repeated(let key): #expect(try answer.repeated() == receipts[key])
    case .reused:
      guard case .reusedID = answer else { throw Unexpected(outcome: answer) }
    case .conflict:
      guard case .conflict = answer else { throw Unexpected(outcome: answer) }
    case .refused: #expect(answer == .refused(code: "refused", message: ""))
    case .failed: break
    }
  }
}

extension LogModel {
  /// Holds everything that a log holds against the model; answers the root.
  func compare(_ store: EventStore, random: inout SeededRandom) throws -> TreeHash {
    #expect(try store.lines() == lines)
    #expect(try store.lines(.backward) == lines.reversed())
    let start = UInt64.random(in: 0..<UInt64(lines.count), using: &random)
    #expect(try store.lines(from: start) == Array(lines[Int(start)...]))
    #expect(try store.lines(from: start, .backward) == lines[...Int(start)].reversed())
    for stream in RandomCommand.streams { try compare(stream, store, random: &random) }
    #expect(try store.refusals().map(\.code) == refusals)
    for position in lines.indices.map({ UInt64($0) }) {
      #expect(try store.vault(at: position) == vault[position].map { Array($0.utf8) })
      #expect(try store.request(firstAt: position) == requests[position].map { Seal.seal($0) })
    }
    let edge = try store.withSnapshot { snapshot throws(LogFault) in try snapshot.treeEdge() }
    #expect(edge.size == UInt64(lines.count))
    #expect(edge.root == NaiveTree.root(of: lines.map { Array($0.utf8) }[...]))
    return edge.root
  }

  private func compare(
    _ stream: String, _ store: EventStore, random: inout SeededRandom
  ) throws {
    let places = (positions[stream] ?? []).enumerated().map { "\($0.offset)@\($0.element)" }
    #expect(try store.places(of: stream) == places)
    #expect(try store.places(of: stream, .backward) == places.reversed())
    #expect(try store.head(of: stream) == (places.isEmpty ? nil : UInt64(places.count - 1)))
    guard let start = places.indices.randomElement(using: &random) else { return }
    #expect(try store.places(of: stream, from: UInt64(start)) == Array(places[start...]))
    #expect(
      try store.places(of: stream, from: UInt64(start), .backward) == places[...start].reversed())
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
