import Deals
import Foundation
import Testing

/// One thing that somebody asks, short enough for tables.
struct Step: Sendable {
  var name: String
  var actor: String
  var data: String
  /// Nil: the day after the step before.
  var at: String?
  var person: String?
  var findings = Findings()
}

/// `step("AcceptTerms", "party:b", #"{"version":1}"#)`; `$1` … `$9` stand for hashes.
func step(
  _ name: String, _ actor: String, _ data: String = "{}", at: String? = nil, person: String? = nil
) -> Step {
  Step(name: name, actor: actor, data: data, at: at, person: person)
}

/// A hash that is easy to recognise.
func hash(_ digit: Int) -> String {
  "sha256:" + String(repeating: String(digit), count: 64)
}

/// A deal as requests make it, folded three ways at once: by `decide`, by `apply` from events that
/// were written and read back, and by `apply` from the same events with every sealed value closed.
struct Story {
  var deal = Deal()
  var withoutKeys = Deal()
  var events: [DealEvent] = []
  var lines: [(event: DealEvent, by: Attribution, at: LegalTime)] = []
  private var day = Day(number: 18_262)  // 2020-01-01

  init(_ steps: [Step] = []) throws {
    for step in steps { try happen(step) }
  }

  mutating func request(_ step: Step) throws -> DealRequest {
    day = Day(number: day.number + 1)
    let attribution = try #require(Attribution(text: step.actor))
    var actor = Actor()
    (actor.role, actor.party) = (attribution.role, attribution.party)
    actor.person = .opened(step.person.flatMap(Person.init(text:)))
    let at = try #require(LegalTime(text: step.at ?? "\(day)T02:00:00Z"))
    day = at.day
    var data = step.data
    for digit in 1...9 { data = data.replacingOccurrences(of: "$\(digit)", with: hash(digit)) }
    let kind = try #require(CommandKind(rawValue: step.name))
    var command = DealCommand(blank: kind)
    var source = TreeReaderSource(try JSON(data))
    try command.fields(&source.reader)
    #expect(source.reader.unread.isEmpty, "\(step.name) has no field \(source.reader.unread)")
    return DealRequest(
      deal: try #require(Identifier(text: "D1")), actor: actor, at: at, command: command)
  }

  /// What somebody asks happens, and both replays agree.
  @discardableResult
  mutating func happen(_ step: Step) throws -> [DealEvent] {
    try happen(try request(step), step.findings)
  }

  @discardableResult
  mutating func happen(_ request: DealRequest, _ findings: Findings = Findings()) throws
    -> [DealEvent]
  {
    let caused = try Deal.decide(request, findings: findings, given: deal)
    #expect(!caused.isEmpty)
    for event in caused {
      let revision = deal.events
      let readBack = try event.readBack(isSealed: false)
      #expect(readBack == event)
      let by = request.actor.attribution
      try deal.apply(readBack, by: by, at: request.at, revision: revision)
      try withoutKeys.apply(
        try event.readBack(isSealed: true), by: by, at: request.at, revision: revision)
      lines.append((event, by, request.at))
    }
    #expect(withoutKeys.phase == deal.phase)
    #expect(deal.due.isEmpty)
    events += caused
    return caused
  }

  /// Why somebody may not do this now.
  mutating func refusal(of step: Step) throws -> Refusal? {
    let request = try request(step)
    do throws(Refusal) {
      _ = try Deal.decide(request, findings: step.findings, given: deal)
      return nil
    } catch {
      return error
    }
  }
}

/// Holds a reader of a command's data.
struct TreeReaderSource {
  var reader: TreeReader

  init(_ tree: JSON) {
    guard case .object(let object) = tree else { fatalError("\(tree) is no object") }
    reader = TreeReader(object: object, reading: .command)
  }
}
