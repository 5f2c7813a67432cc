import ArgumentParser
import Deals

struct MakeEffective: Verb {
  static let command = CommandKind.makeEffective
  static let configuration = CommandConfiguration(
    commandName: "effective",
    abstract: "Let a signed deal take effect.",
    discussion: """
      Example:
        dealledger effective D01 --effective-on 2020-06-15
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("The day from which it binds.", valueName: "day"))
  var effectiveOn: String

  func data(at time: LegalTime) -> JSON {
    ["effectiveOn": .string(effectiveOn)]
  }
}

struct Suspend: Verb {
  static let command = CommandKind.suspendDeal
  static let configuration = CommandConfiguration(
    commandName: "suspend",
    abstract: "Suspend a deal in force.",
    discussion: """
      Example:
        dealledger suspend D01 --as-party mahidol --ground "flood at the site"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("On which ground.", valueName: "text"))
  var ground: String

  @Option(help: ArgumentHelp("The last day of the suspension.", valueName: "day"))
  var validUntil: String?

  func data(at time: LegalTime) -> JSON {
    ["ground": .string(ground), "validUntil": .text(validUntil)]
  }
}

struct Resume: Verb {
  static let command = CommandKind.resumeDeal
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Resume a suspended deal.",
    discussion: """
      Example:
        dealledger resume D01 --as-party mahidol
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  func data(at time: LegalTime) -> JSON {
    [:]
  }
}

struct Terminate: Verb {
  static let command = CommandKind.terminateDeal
  static let configuration = CommandConfiguration(
    commandName: "terminate",
    abstract: "End a deal before its term.",
    discussion: """
      Example:
        dealledger terminate D01 --as-party mahidol --ground "breach, not cured"
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("On which ground.", valueName: "text"))
  var ground: String

  @Flag(help: "All parties consent.")
  var mutual = false

  func data(at time: LegalTime) -> JSON {
    ["ground": .string(ground), "mutual": .flag(mutual)]
  }
}

struct Close: Verb {
  static let command = CommandKind.closeDeal
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a deal that has been wound up.",
    discussion: """
      Example:
        dealledger close D01 --as-party gxucm --outcome fulfilled
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "fulfilled, terminated or expired.")
  var outcome: String

  func data(at time: LegalTime) -> JSON {
    ["outcome": .string(outcome)]
  }
}
