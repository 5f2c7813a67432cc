import Deals
import Testing

/// What is asked of one id of the network, folded with its sealed values open and closed.
private struct NetworkStory {
  private(set) var entry: NetworkEntry
  private var withoutKeys: NetworkEntry

  init(_ steps: [Step] = [], in realm: NetworkRealm) throws {
    (entry, withoutKeys) = (NetworkEntry(in: realm), NetworkEntry(in: realm))
    for step in steps { try happen(step) }
  }

  mutating func happen(_ step: Step) throws {
    let request = try Self.request(step)
    let (by, revision) = (request.actor.attribution, entry.events)
    for event in try NetworkEntry.decide(request, given: entry) {
      try entry.apply(event, by: by, at: request.at, revision: revision)
      var closing = Closing()
      var closed = event
      try closed.fields(&closing)
      try withoutKeys.apply(closed, by: by, at: request.at, revision: revision)
    }
    #expect(entry.events == revision + 1)
  }

  func refusal(of step: Step) throws -> Refusal? {
    let request = try Self.request(step)
    do throws(Refusal) {
      _ = try NetworkEntry.decide(request, given: entry)
      return nil
    } catch {
      return error
    }
  }

  static func request(_ step: Step) throws -> NetworkRequest {
    var command = NetworkCommand(blank: try #require(NetworkCommandKind(rawValue: step.name)))
    var source = TreeReaderSource(try JSON(step.data))
    try command.fields(&source.reader)
    #expect(source.reader.unread.isEmpty, "\(step.name) has no field \(source.reader.unread)")
    let by = try #require(Attribution(text: step.actor))
    var actor = Actor()
    (actor.role, actor.party) = (by.role, by.party)
    let at = try #require(LegalTime(text: step.at ?? "2021-01-01T00:00:00Z"))
    return NetworkRequest(actor: actor, at: at, command: command)
  }
}

/// Closes what is sealed, as it stands for whoever has no keys.
private struct Closing: FieldVisitor {
  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {}

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    value = .closed
  }
}

private enum Asked {
  static func join(_ id: String = "m", on day: String = "2020-01-10") -> Step {
    step(
      "JoinNetwork", "broker",
      #"{"member":"\#(id)","name":{"en":"M"},"country":"TH","kind":"university","joinedOn":"\#(day)"}"#
    )
  }

  static func leave(on day: String) -> Step {
    step("LeaveNetwork", "registrar", #"{"member":"m","leftOn":"\#(day)"}"#)
  }

  static let establish = step(
    "EstablishMechanism", "registrar",
    #"{"mechanism":"m","kind":"workingGroup","country":"LA","establishedOn":"2019-01-01"}"#)

  static func end(on day: String = "2020-01-01") -> Step {
    step("EndMechanism", "registrar", #"{"mechanism":"m","endedOn":"\#(day)"}"#)
  }

  static func facility(
    _ name: String, on day: String = "2020-01-01", equipment: String = "5"
  ) -> Step {
    step(
      name, "registrar",
      #"""
      {"facility":"m","name":{"en":"L"},"kind":"lab","level":"other","on":"\#(day)",
       "equipmentValue":{"value":"\#(equipment)","currency":"CNY"}}
      """#)
  }

  static func close(on day: String = "2020-02-01") -> Step {
    step("CloseFacility", "registrar", #"{"facility":"m","on":"\#(day)"}"#)
  }

  static func gathering(to day: String = "2020-01-02") -> Step {
    step(
      "HoldGathering", "broker",
      #"""
      {"gathering":"m","name":{"en":"F"},"kind":"forum","country":"CN","from":"2020-01-01",
       "to":"\#(day)"}
      """#)
  }

  static func training(to day: String = "2020-01-02") -> Step {
    step(
      "RecordTraining", "broker",
      #"""
      {"training":"m","programme":"P","homeCountry":"TH","hostCountry":"CN","from":"2020-01-01",
       "to":"\#(day)","persons":3,"days":2}
      """#)
  }

  static func indicator(
    _ value: String = #""value":"7""#, to day: String = "2020-01-02",
    _ code: String = "patentsIssued"
  ) -> Step {
    step(
      "RecordIndicator", "registrar",
      #"""
      {"institution":"m","country":"TH","indicator":"\#(code)","from":"2020-01-01",
       "to":"\#(day)","source":"S",\#(value)}
      """#)
  }

  static func publish(
    _ value: String = "9", unit: String = "members", asOf: String = "2020"
  ) -> Step {
    step(
      "PublishFigure", "registrar",
      #"""
      {"figure":"m","what":{"en":"W"},"value":"\#(value)","comparator":">","unit":"\#(unit)",
       "asOf":"\#(asOf)","source":"S"}
      """#)
  }
}

extension Step {
  fileprivate func at(_ time: String) -> Step {
    var step = self
    step.at = time
    return step
  }

  fileprivate func by(_ actor: String) -> Step {
    var step = self
    step.actor = actor
    return step
  }

  fileprivate var realm: NetworkRealm { name == "PublishFigure" ? .figures : .network }
}

@Suite struct `Something of the network` {
  private typealias Case = (code: RefusalCode, given: [Step], asked: Step)

  private static let refused: [Case] = [
    (.roleNotAllowed, [], Asked.join().by("party:m")),
    (.roleNotAllowed, [], Asked.establish.by("broker")),
    (.timeGoesBack, [Asked.join()], Asked.leave(on: "2020-02-01").at("2020-12-31T00:00:00Z")),
    (.notYetHappened, [], Asked.join(on: "2021-01-02")),
    (.notYetHappened, [], Asked.gathering(to: "2021-01-02")),
    (.notYetHappened, [], Asked.publish(asOf: "2021-02")),
    (.otherEntry, [Asked.join()], Asked.join("n")),
    (.otherEntry, [Asked.join()], Asked.end()),
    (.otherEntry, [Asked.join()], Asked.gathering()),
    (.otherEntry, [Asked.establish], Asked.join()),
    (.otherEntry, [Asked.gathering()], Asked.indicator()),
    (.otherEntry, [Asked.training()], Asked.close()),
    (.alreadyMember, [Asked.join()], Asked.join(on: "2020-05-01")),
    (.notAMember, [], Asked.leave(on: "2020-02-01")),
    (.notAMember, [Asked.indicator()], Asked.leave(on: "2020-02-01")),
    (.notAMember, [Asked.join(), Asked.leave(on: "2020-02-01")], Asked.leave(on: "2020-03-01")),
    (.periodReversed, [Asked.join()], Asked.leave(on: "2020-01-09")),
    (
      .periodReversed, [Asked.join(), Asked.leave(on: "2020-02-01")], Asked.join(on: "2020-01-31")
    ),
    (.periodReversed, [Asked.establish], Asked.end(on: "2018-12-31")),
    (.periodReversed, [], Asked.gathering(to: "2019-12-31")),
    (.periodReversed, [], Asked.training(to: "2019-12-31")),
    (.periodReversed, [], Asked.indicator(to: "2019-12-31")),
    (
      .periodReversed, [Asked.facility("PlanFacility")],
      Asked.facility("OpenFacility", on: "2019-12-31")
    ),
    (.periodReversed, [Asked.facility("OpenFacility")], Asked.close(on: "2019-12-31")),
    (.alreadyRecorded, [Asked.establish], Asked.establish),
    (.alreadyRecorded, [Asked.gathering()], Asked.gathering()),
    (.alreadyRecorded, [Asked.training()], Asked.training()),
    (.alreadyRecorded, [Asked.facility("PlanFacility")], Asked.facility("PlanFacility")),
    (.alreadyRecorded, [Asked.facility("OpenFacility")], Asked.facility("OpenFacility")),
    (.alreadyRecorded, [Asked.facility("OpenFacility")], Asked.facility("PlanFacility")),
    (.notRecorded, [], Asked.end()),
    (.notRecorded, [], Asked.close()),
    (.alreadyEnded, [Asked.establish, Asked.end()], Asked.end()),
    (.alreadyEnded, [Asked.facility("PlanFacility"), Asked.close()], Asked.close()),
    (
      .alreadyEnded, [Asked.facility("OpenFacility"), Asked.close()],
      Asked.facility("OpenFacility", on: "2020-03-01")
    ),
    (.amountNotPositive, [], Asked.facility("OpenFacility", equipment: "0")),
    (.amountNotPositive, [], Asked.facility("PlanFacility", equipment: "-5")),
    (.wrongValueKind, [], Asked.indicator(#""amount":{"value":"7","currency":"THB"}"#)),
    (.wrongValueKind, [], Asked.indicator(#""corrects":false"#)),
    (.wrongValueKind, [], Asked.indicator(#""value":"7""#, "researchExpenditure")),
    (
      .wrongValueKind, [],
      Asked.indicator(
        #""value":"7","amount":{"value":"7","currency":"THB"}"#, "researchExpenditure")
    ),
    (.alreadyStated, [Asked.indicator()], Asked.indicator()),
    (.nothingToCorrect, [], Asked.indicator(#""value":"7","corrects":true"#)),
    (.unitMismatch, [Asked.publish()], Asked.publish("10", unit: "countries")),
    (.nothingToChange, [Asked.publish()], Asked.publish()),
  ]

  @Test(arguments: refused.indices)
  func `is refused what its past does not allow, with the code that names it`(
    _ place: Int
  ) throws {
    let (code, given, asked) = Self.refused[place]
    let story = try NetworkStory(given, in: asked.realm)
    let refusal = try #require(try story.refusal(of: asked), "\(asked.name): \(code)")
    #expect(refusal.code == code, "\(asked.name): \(refusal)")
    #expect(refusal.message.hasSuffix("."))
  }

  @Test func `is refused with each code of its own`() {
    let own = RefusalCode.allCases.drop { $0 != .alreadyMember }
    #expect(own.count == 9)
    #expect(Set(own).isSubset(of: Self.refused.map(\.code)))
  }

  @Test func `joins, leaves, and joins again`() throws {
    let story = try NetworkStory(
      [
        Asked.join(), Asked.leave(on: "2020-02-01"), Asked.indicator(),
        Asked.join(on: "2020-02-01"),
      ],
      in: .network)
    guard case .organisation(let organisation) = story.entry.thing else {
      Issue.record("\(String(describing: story.entry.thing))")
      return
    }
    #expect(organisation.isMember)
    #expect(organisation.memberships.map(\.joining.revision) == [0, 3])
    #expect(organisation.memberships.map { $0.leaving?.fact.leftOn.text } == ["2020-02-01", nil])
  }

  @Test func `is planned, opens and closes`() throws {
    let story = try NetworkStory(
      [
        Asked.facility("PlanFacility", on: "2019-06-01"), Asked.facility("OpenFacility"),
        Asked.close(on: "2020-06-30"),
      ], in: .network)
    guard case .facility(let facility) = story.entry.thing else {
      Issue.record("\(String(describing: story.entry.thing))")
      return
    }
    #expect(facility.plan?.fact.on.text == "2019-06-01")
    #expect(facility.description?.fact.on.text == "2020-01-01")
    #expect(facility.closing?.fact.on.text == "2020-06-30")
  }

  @Test func `reports a figure once, and corrects it`() throws {
    let story = try NetworkStory(
      [Asked.indicator(), Asked.indicator(#""value":"8","corrects":true"#)], in: .network)
    guard case .organisation(let organisation) = story.entry.thing else {
      Issue.record("\(String(describing: story.entry.thing))")
      return
    }
    #expect(organisation.indicators.map { ($0.fact.value.value ?? nil)?.text } == ["8"])
  }

  @Test func `cannot have happened where figures stand, nor a figure among the network`() throws {
    for (step, realm) in [(Asked.gathering(), NetworkRealm.figures), (Asked.publish(), .network)] {
      let refusal = try NetworkStory(in: realm).refusal(of: step)
      #expect(refusal?.code == .otherEntry)
    }
  }

  @Test func `takes its events by their revisions`() throws {
    var entry = NetworkEntry(in: .network)
    let request = try NetworkStory.request(Asked.gathering())
    let event = try NetworkEntry.decide(request, given: entry)[0]
    let error = #expect(throws: IllegalNetworkEvent.self) {
      try entry.apply(event, by: request.actor.attribution, at: request.at, revision: 1)
    }
    #expect(error?.reason == .wrongRevision(expected: 0))
  }
}

@Suite struct `A published figure` {
  @Test func `keeps every statement, a later one beside the earlier`() throws {
    let story = try NetworkStory(
      [Asked.publish(), Asked.publish("12"), Asked.publish("12", asOf: "2020-06")], in: .figures)
    guard case .figure(let statements) = story.entry.thing else {
      Issue.record("\(String(describing: story.entry.thing))")
      return
    }
    #expect(statements.map(\.fact.value.text) == ["9", "12", "12"])
    #expect(statements.map(\.fact.asOf.text) == ["2020", "2020", "2020-06"])
  }

  @Test(arguments: [
    ("2021-09-27", "2021-09-27", "2021-09-27"), ("2021-09", "2021-09-01", "2021-09-30"),
    ("2020-02", "2020-02-01", "2020-02-29"), ("2021-12", "2021-12-01", "2021-12-31"),
    ("2021", "2021-01-01", "2021-12-31"),
  ])
  func `is as of a day, a month or a year`(text: String, first: String, last: String) throws {
    let asOf = try #require(AsOf(text: text))
    #expect([asOf.text, asOf.first.text, asOf.last.text] == [text, first, last])
  }

  @Test(arguments: [
    "", "21", "2021-", "2021-13", "2021-9", "2021-02-30", "2021-09-27T", "20210927",
  ])
  func `is as of nothing else`(text: String) {
    #expect(AsOf(text: text) == nil)
  }
}
