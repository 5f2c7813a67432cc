import ArgumentParser
import Deals

struct Comment: Verb {
  static let command = CommandKind.commentTerms
  static let configuration = CommandConfiguration(
    commandName: "comment",
    abstract: "Remark on a place in the terms.",
    discussion: """
      Example:
        dealledger comment D01 --as-party mahidol --version 1 --path /royalty --text "too high"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("The version of the terms.", valueName: "n"))
  var version: Int

  @Option(help: "The place in the terms, such as /royalty/rate.")
  var path: String

  @Option(help: "The remark.")
  var text: String

  func data(at time: LegalTime) -> JSON {
    ["version": .integer(version), "path": .string(path), "text": .string(text)]
  }
}

struct Accept: Verb {
  static let command = CommandKind.acceptTerms
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accept the terms on the table.",
    discussion: """
      Example:
        dealledger accept D01 --as-party mahidol --version 1
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("The version of the terms.", valueName: "n"))
  var version: Int

  @Option(
    help: ArgumentHelp(
      "The hash of the version, to be sure that it is the one meant.",
      valueName: "sha256:hex"))
  var termsHash: String?

  func data(at time: LegalTime) -> JSON {
    ["version": .integer(version), "termsHash": .text(termsHash)]
  }
}

struct Reopen: Verb {
  static let command = CommandKind.reopenNegotiation
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open the negotiation again; signatures and approvals are voided.",
    discussion: """
      Example:
        dealledger reopen D01 --as-party mahidol --reason "the board asks for a cap"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "Why.")
  var reason: String

  func data(at time: LegalTime) -> JSON {
    ["reason": .string(reason)]
  }
}

struct Approve: Verb {
  static let command = CommandKind.grantApproval
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Approve the agreed terms for a party.",
    discussion: """
      Example:
        dealledger approve D01 --party mahidol --body board --terms-hash sha256:4895…
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "The party for which the approver decides.")
  var party: Identifier

  @Option(help: "TTO, board, legal, ethics, fairnessOpinion or stateAsset.")
  var body: String

  @Option(help: ArgumentHelp("The hash of the agreed terms.", valueName: "sha256:hex"))
  var termsHash: String

  @Option(help: ArgumentHelp("The last day on which it counts.", valueName: "day"))
  var validUntil: String?

  var actingParty: Identifier? { party }

  func data(at time: LegalTime) -> JSON {
    [
      "party": .string(party.text), "body": .string(body), "termsHash": .string(termsHash),
      "validUntil": .text(validUntil),
    ]
  }
}

struct RefuseApproval: Verb {
  static let command = CommandKind.refuseApproval
  static let configuration = CommandConfiguration(
    commandName: "refuse-approval",
    abstract: "Refuse to approve the agreed terms for a party.",
    discussion: """
      Example:
        dealledger refuse-approval D01 --party mahidol --body board --reason "no cap"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "The party for which the approver decides.")
  var party: Identifier

  @Option(help: "TTO, board, legal, ethics, fairnessOpinion or stateAsset.")
  var body: String

  @Option(help: "Why.")
  var reason: String

  var actingParty: Identifier? { party }

  func data(at time: LegalTime) -> JSON {
    ["party": .string(party.text), "body": .string(body), "reason": .string(reason)]
  }
}
