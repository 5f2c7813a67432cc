import Deals
import Testing

@Suite struct `A command is admitted` {
  /// A deal in every phase.
  static let stages: [Phase: [Step]] = [
    .unopened: [], .proposed: Stage.proposed, .exploring: Stage.exploring,
    .termSheet: Stage.exploring + [step("AgreeTermSheet", "party:a", #"{"termSheetHash": "$5"}"#)],
    .negotiating: Stage.offered, .termsAgreed: Stage.agreed, .approved: Stage.approved,
    .signing: Stage.signing, .signed: Stage.signed, .effective: Stage.effective,
    .suspended: Stage.suspended, .windingUp: Stage.windingUp, .closed: Stage.closed,
    .declined: Stage.proposed + [step("DeclineProposal", "party:b", #"{"reason": "no"}"#)],
    .withdrawn: Stage.proposed + [step("WithdrawProposal", "party:a", #"{"reason": "no"}"#)],
    .lapsed: Stage.proposed + [Refused.lapse("proposal", "2020-12-31", at: "2021-01-01")],
    .rescinded: Stage.signed + [step("RescindDeal", "party:a", #"{"basis": "long stop"}"#)],
  ]

  static let refusals: Set<RefusalCode> = [
    .noSuchDeal, .dealExists, .dealEnded, .roleNotAllowed, .wrongState,
  ]

  /// What commands.json says of one command.
  struct Rule: Sendable, CustomTestStringConvertible {
    let kind: CommandKind
    let phases: Set<String>
    let roles: Set<String>
    var testDescription: String { kind.rawValue }
  }

  static func rules() throws -> [Rule] {
    guard case .list(let commands)? = try Scenarios.tree("commands.json")["commands"] else {
      return []
    }
    return try commands.map { command in
      let name = try #require(command["command"]?.text)
      return Rule(
        kind: try #require(CommandKind(rawValue: name)),
        phases: Set(command["from"]?.texts ?? []), roles: Set(command["by"]?.texts ?? []))
    }
  }

  @Test func `for each of the 56 kinds`() throws {
    #expect(try Self.rules().map(\.kind) == CommandKind.allCases)
    #expect(Set(Self.stages.keys) == Set(Phase.allCases))
  }

  @Test(arguments: try Self.rules())
  func `in the phases and by the roles that it has, and in no others`(_ rule: Rule) throws {
    for phase in Phase.allCases {
      let deal = try Story(try #require(Self.stages[phase])).deal
      #expect(deal.phase == phase)
      for role in ActorRole.allCases {
        let isAdmitted = rule.phases.contains(phase.rawValue) && rule.roles.contains(role.rawValue)
        #expect(
          try Self.isAdmitted(rule.kind, by: role, deal) == isAdmitted,
          "\(rule.kind.rawValue) in \(phase.rawValue) by \(role.rawValue)")
      }
    }
  }

  /// Whether a command without contents gets past the common checks.
  private static func isAdmitted(
    _ kind: CommandKind, by role: ActorRole, _ deal: Deal
  ) throws -> Bool {
    var actor = Actor()
    (actor.role, actor.party) = (role, Identifier(text: "a"))
    let request = DealRequest(
      deal: try #require(Identifier(text: "D1")), actor: actor,
      at: try #require(LegalTime(text: "2022-01-01T00:00:00Z")),
      command: DealCommand(blank: kind))
    do throws(Refusal) {
      _ = try Deal.decide(request, findings: Findings(), given: deal)
      return true
    } catch {
      return !refusals.contains(error.code)
    }
  }
}
