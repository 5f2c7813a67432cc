import ArgumentParser
import Deals

/// Who asks, when, and upon which state: the same for every verb.
struct ActingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who acts, such as registrar or party:caih; by default the role that the command takes.",
      valueName: "role[:party]"))
  var actor: Attribution?

  @Option(help: ArgumentHelp("The party for which somebody acts.", valueName: "party"))
  var asParty: Identifier?

  @Option(help: ArgumentHelp("The person who acts, by an id of yours.", valueName: "id"))
  var person: String?

  @Option(
    help: ArgumentHelp(
      "When it legally happened, such as 2026-03-01T09:00:00+07:00; in a live ledger now.",
      valueName: "time"))
  var at: LegalTime?

  @Option(help: "The command's id: the same one sent twice is recorded once.")
  var id: Identifier?

  @Option(help: ArgumentHelp("Refuse if the deal has moved on from this revision.", valueName: "n"))
  var expectedRevision: Int?

  @Flag(help: "Print the events that would be written, and write nothing.")
  var dryRun = false

  func validate() throws {
    if actor != nil, asParty != nil {
      throw ValidationError("Choose one of --actor and --as-party.")
    }
  }
}

extension ActingOptions {
  /// Who acts: as the call says, or in the role that the command takes from such a one.
  ///
  /// - Parameter party: The party that the command itself is about, where there is one.
  func actor(of command: CommandKind, for party: Identifier?) throws -> Attribution {
    if let actor { return actor }
    let forParty = asParty ?? party
    let order: [ActorRole] =
      forParty == nil
      ? [.system, .registrar, .auditor, .privacyOfficer]
      : [.party, .broker, .approver, .signatory]
    guard let role = order.first(where: command.roles.contains) else {
      throw Failure.usage(
        "\(command.rawValue) is asked by \(command.rolesInWords)",
        next: forParty == nil
          ? "say for which party with --as-party PARTY" : "say who acts with --actor ROLE")
    }
    return Attribution(role: role, party: forParty)
  }
}

extension CommandKind {
  fileprivate var rolesInWords: String {
    roles.map(\.rawValue).sorted().joined(separator: " or ")
  }
}
