import ArgumentParser
import Deals

struct ExpressInterest: Verb {
  static let command = CommandKind.expressInterest
  static let configuration = CommandConfiguration(
    commandName: "interest",
    abstract: "Answer a proposal with interest.",
    discussion: """
      Example:
        dealledger interest D01 --as-party mahidol
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "A remark.")
  var note: String?

  func data(at time: LegalTime) -> JSON {
    ["note": .text(note)]
  }
}

struct Decline: Verb {
  static let command = CommandKind.declineProposal
  static let configuration = CommandConfiguration(
    commandName: "decline",
    abstract: "Decline a proposal.",
    discussion: """
      Example:
        dealledger decline D01 --as-party mahidol --reason "no capacity this year"
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

struct Withdraw: Verb {
  static let command = CommandKind.withdrawProposal
  static let configuration = CommandConfiguration(
    commandName: "withdraw",
    abstract: "Withdraw one's own proposal.",
    discussion: """
      Example:
        dealledger withdraw D01 --as-party gxucm --reason "sold to another"
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

struct Negotiate: Verb {
  static let command = CommandKind.openNegotiation
  static let configuration = CommandConfiguration(
    commandName: "negotiate",
    abstract: "Open the negotiation of terms.",
    discussion: """
      Example:
        dealledger negotiate D01 --as-party gxucm
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  func data(at time: LegalTime) -> JSON {
    [:]
  }
}
