import ArgumentParser
import Deals

struct Schedule: Verb {
  static let command = CommandKind.scheduleObligation
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Enter an obligation of the terms.",
    discussion: """
      Example:
        dealledger schedule D01 M1 --kind milestone --debtor gxucm --creditor mahidol --due-on 2021-03-31
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The obligation, by an id of yours.")
  var obligation: Identifier

  @Option(
    help:
      "milestone, fixedPayment, minimumRoyalty, royaltyReport, training, delivery, publication or auditRight."
  )
  var kind: String

  @Option(help: ArgumentHelp("The party that owes.", valueName: "party"))
  var debtor: String

  @Option(help: ArgumentHelp("The party that is owed.", valueName: "party"))
  var creditor: String

  @Option(help: ArgumentHelp("The day on which it is due.", valueName: "day"))
  var dueOn: String?

  @Option(help: "How often it is due: month, quarter, half-year or year.")
  var recurrence: String?

  @Option(help: ArgumentHelp("What is owed, such as '1250000.50 THB'.", valueName: "money"))
  var amount: Amount?

  @Option(help: "The rate, in per cent.")
  var rate: String?

  @Option(help: ArgumentHelp("What it is.", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("The place in the terms.", valueName: "path"))
  var clause: String?

  func data(at time: LegalTime) -> JSON {
    [
      "obligation": .string(obligation.text), "kind": .string(kind), "debtor": .string(debtor),
      "creditor": .string(creditor), "dueOn": .text(dueOn), "recurrence": .text(recurrence),
      "amount": amount?.json, "rate": .text(rate), "description": .text(description),
      "clause": .text(clause),
    ]
  }
}

struct Deliver: Verb {
  static let command = CommandKind.recordDelivery
  static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: "Record what was delivered.",
    discussion: """
      Example:
        dealledger deliver D01 M1 --as-party gxucm --delivered-on 2021-03-20
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The obligation.")
  var obligation: Identifier

  @Option(help: ArgumentHelp("The day of delivery.", valueName: "day"))
  var deliveredOn: String?

  @Option(help: ArgumentHelp("How many.", valueName: "n"))
  var quantity: Int?

  @Option(
    help: ArgumentHelp(
      "The hash of a piece of evidence; repeat the option for each.",
      valueName: "sha256:hex"))
  var evidence: [String] = []

  func data(at time: LegalTime) -> JSON {
    [
      "obligation": .string(obligation.text), "deliveredOn": .text(deliveredOn),
      "quantity": .number(quantity), "evidenceHashes": .texts(evidence),
    ]
  }
}

struct AcceptDelivery: Verb {
  static let command = CommandKind.acceptDelivery
  static let configuration = CommandConfiguration(
    commandName: "accept-delivery",
    abstract: "Accept what was delivered.",
    discussion: """
      Example:
        dealledger accept-delivery D01 M1 --as-party mahidol
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The obligation.")
  var obligation: Identifier

  @Option(help: ArgumentHelp("The hash of the certificate of acceptance.", valueName: "sha256:hex"))
  var certificateHash: String?

  func data(at time: LegalTime) -> JSON {
    ["obligation": .string(obligation.text), "certificateHash": .text(certificateHash)]
  }
}

struct RejectDelivery: Verb {
  static let command = CommandKind.rejectDelivery
  static let configuration = CommandConfiguration(
    commandName: "reject-delivery",
    abstract: "Reject what was delivered.",
    discussion: """
      Example:
        dealledger reject-delivery D01 M1 --as-party mahidol --reason "two places short"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The obligation.")
  var obligation: Identifier

  @Option(help: "Why.")
  var reason: String

  @Option(help: ArgumentHelp("The day by which it is to be made good.", valueName: "day"))
  var cureBy: String?

  func data(at time: LegalTime) -> JSON {
    [
      "obligation": .string(obligation.text), "reason": .string(reason), "cureBy": .text(cureBy),
    ]
  }
}
