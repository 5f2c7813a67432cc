import ArgumentParser
import Deals

struct StateRoyalty: Verb {
  static let command = CommandKind.submitRoyaltyStatement
  static let configuration = CommandConfiguration(
    commandName: "state-royalty",
    abstract: "State the royalty of a period.",
    discussion: """
      Example:
        dealledger state-royalty D06 R1 --as-party ph-telecom --from 2020-07-01 --to 2020-09-30 \\
          --net-sales '84500000.00 PHP' --royalty-due '3802500.00 PHP'
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The obligation.")
  var obligation: Identifier

  @Option(help: ArgumentHelp("The first day of the period.", valueName: "day"))
  var from: String

  @Option(help: ArgumentHelp("The last day of the period.", valueName: "day"))
  var to: String

  @Option(help: ArgumentHelp("Net sales, such as '84500000.00 PHP'.", valueName: "money"))
  var netSales: Amount

  @Option(help: ArgumentHelp("The royalty that is due.", valueName: "money"))
  var royaltyDue: Amount

  @Option(help: ArgumentHelp("How many were sold.", valueName: "n"))
  var units: Int?

  @Option(help: ArgumentHelp("A deduction; repeat the option for each.", valueName: "text"))
  var deduction: [String] = []

  @Flag(help: "It replaces an earlier statement of the period.")
  var corrects = false

  func data(at time: LegalTime) -> JSON {
    [
      "obligation": .string(obligation.text), "period": ["from": .string(from), "to": .string(to)],
      "netSales": netSales.json, "royaltyDue": royaltyDue.json, "units": .number(units),
      "deductions": .texts(deduction), "corrects": .flag(corrects),
    ]
  }
}

struct Pay: Verb {
  static let command = CommandKind.recordPayment
  static let configuration = CommandConfiguration(
    commandName: "pay",
    abstract: "Record a payment.",
    discussion: """
      Example:
        dealledger pay D06 P-001 --as-party ph-telecom --payer ph-telecom --payee caih \\
          --amount '3232125.00 PHP' --obligation R1
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The reference of the payment.")
  var payment: Identifier

  @Option(help: ArgumentHelp("The party that pays.", valueName: "party"))
  var payer: String

  @Option(help: ArgumentHelp("The party that is paid.", valueName: "party"))
  var payee: String

  @Option(help: ArgumentHelp("What was paid, such as '3232125.00 PHP'.", valueName: "money"))
  var amount: Amount

  @Option(help: ArgumentHelp("The obligation that it meets.", valueName: "id"))
  var obligation: Identifier?

  @Option(help: ArgumentHelp("Tax that was withheld.", valueName: "money"))
  var withholdingTax: Amount?

  @Option(help: ArgumentHelp("The day of payment.", valueName: "day"))
  var paidOn: String?

  func data(at time: LegalTime) -> JSON {
    [
      "payment": .string(payment.text), "payer": .string(payer), "payee": .string(payee),
      "amount": amount.json, "obligation": .text(obligation?.text),
      "withholdingTax": withholdingTax?.json, "paidOn": .text(paidOn),
    ]
  }
}

struct ConfirmPayment: Verb {
  static let command = CommandKind.confirmPayment
  static let configuration = CommandConfiguration(
    commandName: "confirm-payment",
    abstract: "Confirm that a payment arrived.",
    discussion: """
      Example:
        dealledger confirm-payment D06 P-001 --as-party caih
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The reference of the payment.")
  var payment: Identifier

  @Option(help: ArgumentHelp("The day on which it arrived.", valueName: "day"))
  var receivedOn: String?

  @Option(help: ArgumentHelp("What arrived.", valueName: "money"))
  var amountReceived: Amount?

  func data(at time: LegalTime) -> JSON {
    [
      "payment": .string(payment.text), "receivedOn": .text(receivedOn),
      "amountReceived": amountReceived?.json,
    ]
  }
}
