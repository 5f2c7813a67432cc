import EventLog

/// A command at random, which may be repeated, misplaced, refused or at fault.
struct RandomCommand {
  static let streams = ["deal/1", "deal/10", "deal/2", "deal", "party/x"]

  enum Kind {
    case appending, refused
    /// Its decision fails, and concerns nobody else.
    case failing
  }

  let id: String
  let sender: String
  let request: String
  /// May lie before the last line's.
  let time: String
  let expecting: [(stream: String, count: Int)]
  let appends: [(stream: String, count: Int)]
  /// What is sealed of each event; often nothing.
  let vault: String
  let kind: Kind

  /// - Parameter ids: Of how many ids one is taken.
  init(ids: Int, random: inout SeededRandom) {
    id = "c\(Int.random(in: 0..<ids, using: &random))"
    sender = Bool.random(using: &random) ? "caih" : "pldt"
    request = Int.random(in: 0..<8, using: &random) == 0 ? "other" : "request \(id)"
    time = "2026-11-21T09:00:\(Int.random(in: 10..<60, using: &random)).000000Z"
    let streams = Self.streams.shuffled(using: &random)
    let checked =
      Int.random(in: 0..<3, using: &random) == 0 ? Int.random(in: 1...2, using: &random) : 0
    expecting = streams.prefix(checked).map { ($0, Int.random(in: 0..<6, using: &random)) }
    appends = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      (Self.streams.randomElement(using: &random) ?? "deal", Int.random(in: 1...4, using: &random))
    }
    vault = Bool.random(using: &random) ? "sealed \(id)" : ""
    kind =
      switch Int.random(in: 0..<40, using: &random) {
      case 0..<5: .refused
      case 5: .failing
      default: .appending
      }
  }

  /// One that nothing stands against.
  init(alone id: String, in stream: String, from sender: String = "caih") {
    (self.id, self.sender, request) = (id, sender, "request \(id)")
    time = "2026-11-21T09:00:00.000000Z"
    (expecting, appends, vault, kind) = ([], [(stream, 1)], "", .appending)
  }

  func submission() throws -> Submission {
    let expected: [(String, ExpectedRevision)] = expecting.map {
      ($0.stream, $0.count == 0 ? .noStream : .exactly(StreamRevision(UInt64($0.count - 1))))
    }
    guard kind == .appending else {
      let isRefused = kind == .refused
      return try Submission(id, from: sender, request: request, time: time, expecting: expected) {
        _ throws(LogFault) in
        guard isRefused else { throw .damaged("the decision") }
        return .refuse(code: "refused", message: "")
      }
    }
    return try Submission(
      id, from: sender, request: request, time: time, expecting: expected, appending: appends,
      vault: vault)
  }
}
