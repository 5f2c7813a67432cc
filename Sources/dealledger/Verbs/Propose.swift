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
          --party gxu:licensor:CN:"Guangxi University" \\
          --party thai-co:licensee:TH:"Thai Coating Co." --size thai-co:startup
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

  @Option(
    help: ArgumentHelp(
      "Who runs the programme: national, ministry, province or city.", valueName: "level"))
  var programmeLevel: String?

  @Option(help: ArgumentHelp("Who gave the programme's money.", valueName: "name"))
  var fundingAgency: String?

  @Option(
    help: ArgumentHelp(
      "The industry that is to use it, by isic4, psic or gbt4754.", valueName: "scheme:code"))
  var industry: IndustryEntry?

  @Option(
    help: ArgumentHelp(
      "How the parties met: listing, matchmaking or direct.", valueName: "source"))
  var source: String?

  @Option(
    help: ArgumentHelp(
      "How large a party is: startup, small or large; repeat the option for each.",
      valueName: "id:size"))
  var size: [SizeEntry] = []

  @Option(help: "The listing that it comes from.")
  var listing: String?

  @Option(help: "The mandate of a broker who proposes.")
  var mandate: String?

  @Option(help: ArgumentHelp("The field by the IPC.", valueName: "symbol"))
  var ipc: String?

  @Option(help: ArgumentHelp("The field by GB/T 4754.", valueName: "code"))
  var gbt4754: String?

  func validate() throws {
    for entry in size where !party.contains(where: { $0.id == entry.party }) {
      throw ValidationError("--size names \(entry.party), and no --party does.")
    }
  }

  func data(at time: LegalTime) -> JSON {
    let field: JSON? =
      ipc == nil && gbt4754 == nil ? nil : ["ipc": .text(ipc), "gbt4754": .text(gbt4754)]
    return [
      "type": .array(type.map(JSON.string)),
      "title": .object(title.map { JSON.Member(name: $0.tag, value: .string($0.text)) }),
      "parties": .array(party.map { $0.json(sizes: size) }), "validUntil": .text(validUntil),
      "ipKinds": .texts(ipKind), "trl": .number(trl), "fundingSources": .texts(fundingSource),
      "programme": .text(programme), "listing": .text(listing), "mandate": .text(mandate),
      "field": field, "programmeLevel": .text(programmeLevel),
      "fundingAgency": .text(fundingAgency), "industry": industry?.json, "source": .text(source),
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
    let id, role, country, name: String

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 3).map(String.init)
      guard parts.count == 4 else { return nil }
      (id, role, country, name) = (parts[0], parts[1], parts[2], parts[3])
    }

    func json(sizes: [SizeEntry]) -> JSON {
      [
        "party": .string(id), "role": .string(role), "country": .string(country),
        "name": .string(name), "size": .text(sizes.last { $0.party == id }?.size),
      ]
    }
  }

  /// How large a party is, as `id:size`.
  struct SizeEntry: ExpressibleByArgument {
    let party, size: String

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      (party, size) = (parts[0], parts[1])
    }
  }

  /// An industry as `scheme:code`.
  struct IndustryEntry: ExpressibleByArgument {
    let json: JSON

    init?(argument: String) {
      let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { return nil }
      json = ["scheme": .string(parts[0]), "code": .string(parts[1])]
    }
  }
}
