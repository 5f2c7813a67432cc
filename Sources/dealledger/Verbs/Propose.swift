import ArgumentParser
import Deals

struct Propose: Verb {
  static let command = CommandKind.proposeDeal
  static let configuration = CommandConfiguration(
    commandName: "propose",
    abstract: "Put a deal forward.",
    discussion: """
      Example:
        dealledger propose D90 --as-party gxu --type LICENCE_EXCLUSIVE \\
          --title "Perovskite coating" --title "th=สารเคลือบเพอรอฟสไกต์" \\
          --party gxu:licensor:CN:"Guangxi University" --party thai-co:licensee:TH:"Thai Coating Co."
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal, by an id of yours.")
  var deal: Identifier

  @Option(help: "An agreement type, such as LICENCE_EXCLUSIVE; repeat the option for each.")
  var type: [String]

  @Option(
    help: ArgumentHelp(
      "The title, in English or after a language tag; repeat the option for each language.",
      valueName: "[tag=]text"))
  var title: [Title]

  @Option(
    help: ArgumentHelp(
      "A party; repeat the option for each.", valueName: "id:role:country:name"))
  var party: [PartyEntry]

  @Option(help: ArgumentHelp("The last day on which it can be answered.", valueName: "day"))
  var validUntil: String?

  @Option(help: ArgumentHelp("A kind of right; repeat the option for each.", valueName: "kind"))
  var ipKind: [String] = []

  @Option(help: ArgumentHelp("The readiness level, 1 to 9.", valueName: "n"))
  var trl: Int?

  @Option(help: ArgumentHelp("Who funds it; repeat the option for each.", valueName: "name"))
  var fundingSource: [String] = []

  @Option(help: "The programme that it belongs to.")
  var programme: String?

  @Option(help: "The listing that it comes from.")
  var listing: String?

  @Option(help: "The mandate of a broker who proposes.")
  var mandate: String?

  @Option(help: ArgumentHelp("The field by the IPC.", valueName: "symbol"))
  var ipc: String?

  @Option(help: ArgumentHelp("The field by GB/T 4754.", valueName: "code"))
  var gbt4754: String?

  func data(at time: LegalTime) -> JSON {
    let field: JSON? =
      ipc == nil && gbt4754 == nil ? nil : ["ipc": .text(ipc), "gbt4754": .text(gbt4754)]
    return [
      "type": .array(type.map(JSON.string)),
      "title": .object(title.map { JSON.Member(name: $0.tag, value: .string($0.text)) }),
      "parties": .array(party.map(\.json)), "validUntil": .text(validUntil),
      "ipKinds": .texts(ipKind), "trl": .number(trl), "fundingSources": .texts(fundingSource),
      "programme": .text(programme), "listing": .text(listing), "mandate": .text(mandate),
      "field": field,
    ]
  }

  /// A title in one language: `th=…`, or English.
  struct Title: ExpressibleByArgument {
    let tag: String
    let text: String

    init(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1)
      let isTagged =
        parts.count == 2 && parts[0].count <= 12
        && parts[0].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      (tag, text) = isTagged ? (String(parts[0]), String(parts[1])) : ("en", argument)
    }
  }

  /// A party as `id:role:country:name`.
  struct PartyEntry: ExpressibleByArgument {
    let json: JSON

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 3).map(String.init)
      guard parts.count == 4 else { return nil }
      json = [
        "party": .string(parts[0]), "role": .string(parts[1]), "country": .string(parts[2]),
        "name": .string(parts[3]),
      ]
    }
  }
}
