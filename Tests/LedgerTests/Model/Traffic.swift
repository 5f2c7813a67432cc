import Foundation

/// One command as it is sent, and what the model has to know of it.
struct Sent {
  let id: String
  let sender: String
  let bytes: [UInt8]
  let command: String
  /// `deal/M3`, or `party/caih`.
  let stream: String
  /// Nil where none was named.
  let expectedRevision: Int?
  /// Whether it is a command at all.
  let isCommand: Bool
  /// The next step of a deal to which nothing else has happened: it has to be accepted.
  let isNextStep: Bool
}

/// Deals that go the ways of the scenarios, many at a time, with everything between that comes in
/// over a wire: repetitions, other senders' ids, wrong actors, wrong revisions, no commands at all.
struct Traffic {
  private var random: SeededRandom
  private let scripts: [Script]
  private var plays: [Play] = []
  private var dealCount = 0
  private var idCount = 0
  private var past: [Sent] = []

  init(_ scripts: [Script], seed: UInt64) {
    (self.scripts, random) = (scripts, SeededRandom(seed: seed))
    plays = scripts.filter(\.isAboutParties).map { Play($0, deal: "M0") }
  }

  mutating func next() -> Sent {
    let sent =
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<6: repetition()
      case 6..<9: otherBody()
      case 9..<13: step(.outOfPlace)
      case 13..<16: step(.byAnother)
      case 16..<20: step(.expecting)
      case 20..<23: noCommand()
      case 23..<24: step(.skipping)
      default: step(.inTurn)
      }
    past.append(sent)
    return sent
  }

  private enum Manner {
    case inTurn, skipping, outOfPlace, byAnother, expecting
  }

  private mutating func step(_ manner: Manner) -> Sent {
    let place = play()
    var line = plays[place].take()
    if manner == .skipping, let next = plays[place].peek() {
      (line, plays[place].isAsWritten) = (next, false)
      _ = plays[place].take()
    }
    if manner == .outOfPlace {
      plays[place].putBack()
      line = scripts.randomElement(using: &random)?.lines.randomElement(using: &random) ?? line
    }
    let isNextStep = manner == .inTurn && plays[place].isAsWritten
    if manner != .inTurn { plays[place].isAsWritten = false }
    var text = line.text(for: plays[place].deal)
    if manner == .byAnother { text = text.replacing(line.actor, with: anyActor()) }
    let revision = manner == .expecting ? Int.random(in: 0..<12, using: &random) : nil
    return sent(
      text, of: line, in: plays[place].deal, expecting: revision, isNextStep: isNextStep)
  }

  /// One of a handful of deals under way, or a new one.
  private mutating func play() -> Int {
    plays.removeAll { $0.peek() == nil }
    let deals = scripts.filter { !$0.isAboutParties }
    if plays.count < 6, let script = deals.randomElement(using: &random) {
      dealCount += 1
      plays.append(Play(script, deal: "M\(dealCount)"))
    }
    return plays.indices.randomElement(using: &random) ?? 0
  }

  private mutating func anyActor() -> String {
    let script = scripts.randomElement(using: &random)
    return script?.lines.randomElement(using: &random)?.actor ?? ""
  }

  private mutating func repetition() -> Sent {
    past.randomElement(using: &random) ?? step(.inTurn)
  }

  /// What came before, one blank longer: under its id it is another request.
  private mutating func otherBody() -> Sent {
    guard let one = past.filter(\.isCommand).randomElement(using: &random) else {
      return step(.inTurn)
    }
    return Sent(
      id: one.id, sender: one.sender, bytes: one.bytes + [0x20], command: one.command,
      stream: one.stream, expectedRevision: one.expectedRevision, isCommand: true,
      isNextStep: false)
  }

  /// A command that was cut off, or that says something that no command says.
  private mutating func noCommand() -> Sent {
    let one = step(.outOfPlace)
    let bytes =
      Bool.random(using: &random)
      ? Array(one.bytes.prefix(Int.random(in: 0..<one.bytes.count, using: &random)))
      : Array(#"{"colour":"red","#.utf8) + one.bytes.dropFirst()
    return Sent(
      id: one.id, sender: one.sender, bytes: bytes, command: one.command, stream: one.stream,
      expectedRevision: nil, isCommand: false, isNextStep: false)
  }

  private mutating func sent(
    _ text: String, of line: Script.Line, in deal: String, expecting revision: Int?,
    isNextStep: Bool
  ) -> Sent {
    idCount += 1
    let id = "c\(idCount)"
    var head = #"{"id":"\#(id)","#
    if let revision { head += #""expectedRevision":\#(revision),"# }
    return Sent(
      id: id, sender: Bool.random(using: &random) ? "ann" : "ben",
      bytes: Array((head + text.dropFirst()).utf8), command: line.command,
      stream: line.party.map { "party/\($0)" } ?? "deal/\(deal)", expectedRevision: revision,
      isCommand: true, isNextStep: isNextStep)
  }
}

/// A deal on its way through a scenario.
private struct Play {
  private let script: Script
  let deal: String
  private var next = 0
  /// Whether nothing has been sent to the deal but its steps, in their order.
  var isAsWritten = true

  init(_ script: Script, deal: String) { (self.script, self.deal) = (script, deal) }

  func peek() -> Script.Line? { next < script.lines.count ? script.lines[next] : nil }

  mutating func take() -> Script.Line {
    defer { next += 1 }
    return script.lines[next]
  }

  mutating func putBack() { next -= 1 }
}

/// A scenario's commands as texts, to be sent for any deal.
struct Script {
  struct Line {
    let command: String
    /// Nil for a command about a deal.
    let party: String?
    let actor: String
    fileprivate let text: String
    fileprivate let deal: String

    /// The command for another deal; one that is about a party stays as it is.
    func text(for deal: String) -> String {
      guard party == nil else { return text }
      return text.replacing(#""\#(self.deal)""#, with: #""\#(deal)""#)
        .replacing("deal/\(self.deal)\"", with: "deal/\(deal)\"")
    }
  }

  let lines: [Line]
  var isAboutParties: Bool { lines.allSatisfy { $0.party != nil } }

  init(_ file: ScenarioFile) throws {
    struct Command: Decodable {
      let command: String
      let deal: String?
    }
    struct AboutParty: Decodable {
      struct Data: Decodable { let party: String }
      let data: Data
    }
    lines = try file.lines.map { text in
      let bytes = Data(text.utf8)
      let command = try JSONDecoder().decode(Command.self, from: bytes)
      let party =
        try command.deal == nil
        ? JSONDecoder().decode(AboutParty.self, from: bytes).data.party : nil
      return Line(
        command: command.command, party: party,
        actor: text.firstMatch(of: /"actor": \{[^}]*\}/).map { String($0.output) } ?? "",
        text: text, deal: command.deal ?? "")
    }
  }
}
