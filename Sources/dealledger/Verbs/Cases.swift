import ArgumentParser
import Deals

struct OpenCase: Verb {
  static let command = CommandKind.openRegulatoryCase
  static let configuration = CommandConfiguration(
    commandName: "open-case",
    abstract: "Open a duty towards an authority.",
    discussion: """
      Example:
        dealledger open-case D01 VN1 --rule VN-REG --jurisdiction VN --effect EFFECTIVE_ON_CERTIFICATE
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The case, by an id of yours.")
  var caseID: Identifier

  @Option(help: "The rule that asks for it.")
  var rule: String

  @Option(help: "Whose rule it is, such as VN.")
  var jurisdiction: String

  @Option(help: "What it blocks, such as CONSTITUTIVE or NONE.")
  var effect: String

  @Option(help: ArgumentHelp("The day by which it is to be filed.", valueName: "day"))
  var dueOn: String?

  @Option(help: ArgumentHelp("The party that has to file.", valueName: "party"))
  var dutyHolder: String?

  @Option(
    help: ArgumentHelp(
      "registration, compliance, licence, letterOfIntent, screening or clearance.",
      valueName: "procedure"))
  var procedure: String?

  @Option(
    help: ArgumentHelp(
      "The item of restricted technology, after the day of the catalogue's version.",
      valueName: "day:item"))
  var catalogue: CatalogueEntry?

  func data(at time: LegalTime) -> JSON {
    [
      "case": .string(caseID.text), "rule": .string(rule), "jurisdiction": .string(jurisdiction),
      "effect": .string(effect), "dueOn": .text(dueOn), "dutyHolder": .text(dutyHolder),
      "procedure": .text(procedure), "catalogue": catalogue?.json,
    ]
  }

  /// An item of a catalogue as `day:item`.
  struct CatalogueEntry: ExpressibleByArgument {
    let json: JSON

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      json = ["date": .string(parts[0]), "item": .string(parts[1])]
    }
  }
}

struct FileCase: Verb {
  static let command = CommandKind.fileRegulatoryCase
  static let configuration = CommandConfiguration(
    commandName: "file-case",
    abstract: "Record what was filed with an authority.",
    discussion: """
      Example:
        dealledger file-case D01 VN1 --as-party vn-park --filed-on 2020-05-04
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The case.")
  var caseID: Identifier

  @Option(help: ArgumentHelp("The day of filing.", valueName: "day"))
  var filedOn: String?

  @Option(help: "The authority's reference.")
  var reference: String?

  @Flag(help: "It was filed in short form.")
  var shortForm = false

  func data(at time: LegalTime) -> JSON {
    [
      "case": .string(caseID.text), "filedOn": .text(filedOn), "filingReference": .text(reference),
      "shortForm": .flag(shortForm),
    ]
  }
}

struct DecideCase: Verb {
  static let command = CommandKind.recordRegulatoryDecision
  static let configuration = CommandConfiguration(
    commandName: "decide-case",
    abstract: "Record what an authority decided.",
    discussion: """
      Example:
        dealledger decide-case D01 VN1 --decision granted --certificate 018/2020
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Argument(help: "The case.")
  var caseID: Identifier

  @Option(help: "granted, conditional, refused or notRequired.")
  var decision: String

  @Option(help: ArgumentHelp("The number of the certificate.", valueName: "number"))
  var certificate: String?

  @Option(
    help: ArgumentHelp(
      "registration, compliance, licence, letterOfIntent or exemption.", valueName: "kind"))
  var certificateKind: String?

  @Option(
    help: ArgumentHelp(
      "The ground in law of an exemption, such as PH-S91-a.", valueName: "code"))
  var exemptionGround: String?

  @Option(help: ArgumentHelp("The last day of its validity.", valueName: "day"))
  var validUntil: String?

  @Option(help: ArgumentHelp("A condition; repeat the option for each.", valueName: "text"))
  var condition: [String] = []

  func data(at time: LegalTime) -> JSON {
    [
      "case": .string(caseID.text), "decision": .string(decision),
      "certificateNumber": .text(certificate), "validUntil": .text(validUntil),
      "conditions": .texts(condition), "certificateKind": .text(certificateKind),
      "exemptionGround": .text(exemptionGround),
    ]
  }
}
