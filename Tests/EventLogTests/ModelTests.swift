import EventLog
import Testing
import Transparency

/// Commands at random, submitted in batches with reopenings between, held against dictionaries.
@Suite struct `A log after random commands` {
  @Test(arguments: [UInt64.random(in: 0 ... .max), 1, 2, 3])
  func `holds what a model would`(seed: UInt64) async throws {
    var random = SeededRandom("commands", seed: seed)
    let log = try TestLog()
    var store = try log.open()
    var model = Model()
    for _ in 0..<40 {
      var batch: [Submission] = []
      var expected: [Model.Answer] = []
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        let command = Command(random: &random)
        batch.append(try command.submission())
        expected.append(model.take(command))
      }
      let answers = try await store.submit(batch).map { try $0.get() }
      for (answer, expected) in zip(answers, expected) { try model.check(answer, expected) }
      if Int.random(in: 0..<4, using: &random) == 0 {
        store.close()
        store = try log.open()
      }
      try compare(store, model)
    }
  }

  private func compare(_ store: EventStore, _ model: Model) throws {
    let lines = try store.lines()
    #expect(
      lines.map { "\($0.attribute("subject") ?? "") \($0.attribute("commandid") ?? "")" }
        == model.lines)
    #expect(try store.lines(.backward) == lines.reversed())
    #expect(try store.refusals().map(\.code) == model.refusals)
    for stream in Command.streams {
      let positions = model.lines.indices.filter { model.lines[$0].hasPrefix(stream + " ") }
      let places = positions.enumerated().map { "\($0.offset)@\($0.element)" }
      #expect(try store.places(of: stream) == places)
      #expect(try store.places(of: stream, .backward) == places.reversed())
      #expect(try store.head(of: stream) == (positions.isEmpty ? nil : UInt64(positions.count - 1)))
    }
    let edge = try store.withSnapshot { snapshot throws(LogFault) in try snapshot.treeEdge() }
    let leaves = lines.map { TreeHash.leaf($0.utf8.span.bytes) }
    #expect(edge.size == UInt64(lines.count))
    #expect(edge.root == TreeHash.root(of: leaves.span))
  }
}

private struct Command {
  static let streams = ["deal/1", "deal/10", "deal/2", "deal", "party/x"]

  let id: String
  let sender: String
  let request: String
  let expecting: (stream: String, count: Int)?
  let appends: [(stream: String, count: Int)]
  let isRefused: Bool

  init(random: inout SeededRandom) {
    id = "c\(Int.random(in: 0..<200, using: &random))"
    sender = Bool.random(using: &random) ? "caih" : "pldt"
    request = Int.random(in: 0..<8, using: &random) == 0 ? "other" : "request \(id)"
    let streams = Self.streams.shuffled(using: &random)
    expecting =
      Int.random(in: 0..<3, using: &random) == 0
      ? (streams[0], Int.random(in: 0..<6, using: &random)) : nil
    appends = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      (Self.streams.randomElement(using: &random) ?? "deal", Int.random(in: 1...4, using: &random))
    }
    isRefused = Int.random(in: 0..<6, using: &random) == 0
  }

  func submission() throws -> Submission {
    let expected: [(String, ExpectedRevision)] =
      expecting.map {
        [($0.stream, $0.count == 0 ? .noStream : .exactly(StreamRevision(UInt64($0.count - 1))))]
      } ?? []
    guard isRefused else {
      return try Submission(
        id, from: sender, request: request, expecting: expected, appending: appends)
    }
    return try Submission(id, from: sender, request: request, expecting: expected) { _ in
      .refuse(code: "refused", message: "")
    }
  }
}

private struct Model {
  enum Answer: Equatable {
    case appended(key: String, positions: [UInt64])
    case repeated(key: String)
    case reused, conflict, refused
  }

  /// `subject commandid` of each line.
  private(set) var lines = ["ledger init"]
  private(set) var refusals: [String] = []
  private var requests: [String: String] = [:]
  private var receipts: [String: Receipt] = [:]

  mutating func take(_ command: Command) -> Answer {
    let key = "\(command.id) \(command.sender)"
    if let request = requests[key] {
      guard request != command.request else { return .repeated(key: key) }
      refusals.append("command-id-reused")
      return .reused
    }
    if let expecting = command.expecting, count(of: expecting.stream) != expecting.count {
      refusals.append("wrong-revision")
      return .conflict
    }
    guard !command.isRefused else {
      refusals.append("refused")
      return .refused
    }
    let first = UInt64(lines.count)
    for append in command.appends {
      lines += Array(repeating: "\(append.stream) \(command.id)", count: append.count)
    }
    requests[key] = command.request
    return .appended(key: key, positions: Array(first..<UInt64(lines.count)))
  }

  /// Holds an answer against the model's, and every repeated receipt against the first one.
  mutating func check(_ answer: AppendOutcome, _ expected: Answer) throws {
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
    }
  }

  private func count(of stream: String) -> Int {
    lines.count { $0.hasPrefix(stream + " ") }
  }
}
