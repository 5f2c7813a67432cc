import ArgumentParser
import Deals
import EventLog

struct OfferTerms: Verb {
  static let command = CommandKind.offerTerms
  static let configuration = CommandConfiguration(
    commandName: "offer",
    abstract: "Offer a version of the terms.",
    discussion: """
      The terms are a document of any kind, which the ledger keeps and hashes itself; or JSON, which \
      it keeps in canonical form; or a hash alone, if the document stays elsewhere.

      Examples:
        dealledger offer D90 --as-party gxu --base-version 0 --document terms.pdf
        dealledger offer D90 --as-party thai-co --base-version 1 --terms terms.json
        dealledger offer D90 --as-party gxu --base-version 2 --terms-hash sha256:4895…
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: ArgumentHelp("The version that it follows; 0 for the first.", valueName: "n"))
  var baseVersion: Int

  @Option(
    help: ArgumentHelp("The document, up to 64 MiB.", valueName: "file"), completion: .file())
  var document: String?

  @Option(
    help: ArgumentHelp("The terms as a JSON object.", valueName: "file.json"),
    completion: .file(extensions: ["json"]))
  var terms: String?

  @Option(
    help: ArgumentHelp(
      "The hash of the terms; with a document it must be the document's.",
      valueName: "sha256:hex"))
  var termsHash: String?

  @Option(help: ArgumentHelp("The last day on which it can be accepted.", valueName: "day"))
  var validUntil: String?

  @Option(help: ArgumentHelp("The key terms.", valueName: "json"))
  var keyTerms: String?

  @Option(
    help: ArgumentHelp(
      "The changes from the version before: [{path, op, old, new}].", valueName: "json"))
  var redline: String?

  @Option(help: ArgumentHelp("A clause; repeat the option for each.", valueName: "label"))
  var clause: [String] = []

  @Option(help: ArgumentHelp("The share of equity, in per cent.", valueName: "n"))
  var equityPct: String?

  @Option(help: ArgumentHelp("The turnover, such as '1250000.50 THB'.", valueName: "money"))
  var turnover: Amount?

  @Option(help: ArgumentHelp("The part for the technology.", valueName: "money"))
  var technologyValue: Amount?

  @Option(help: "How it is paid: lumpSum, royalty, mixed or inKind.")
  var payment: String?

  @Option(
    help: ArgumentHelp(
      "The royalty in per cent: none, below1, 1to3, 3to5, 5to10 or above10.", valueName: "band"))
  var royaltyBand: String?

  @Option(help: ArgumentHelp("How long the agreement is to run.", valueName: "n"))
  var termYears: Int?

  func validate() throws {
    if document != nil, terms != nil {
      throw ValidationError("Choose one of --document and --terms.")
    }
  }

  func data(at time: LegalTime) throws -> JSON {
    let consideration: JSON = [
      "turnover": turnover?.json, "technologyValue": technologyValue?.json,
      "payment": .text(payment), "royaltyBand": .text(royaltyBand),
      "termYears": .number(termYears),
    ]
    return [
      "baseVersion": .integer(baseVersion), "termsHash": .text(termsHash),
      "terms": try terms.map { try JSON(checking: try readFile($0), from: $0) },
      "validUntil": .text(validUntil),
      "keyTerms": try keyTerms.map { try JSON(checking: Array($0.utf8), from: "--key-terms") },
      "redline": try redline.map { try JSON(checking: Array($0.utf8), from: "--redline") },
      "clauses": .texts(clause), "equityPct": .text(equityPct),
      "consideration": consideration == [:] ? nil : consideration,
    ]
  }

  func attachment() throws -> [UInt8]? {
    guard let document else { return nil }
    let bytes = try readFile(document)
    guard bytes.count <= EventStore.longestDocument else {
      throw Failure(LogFault.documentTooLong(bytes.count))
    }
    return bytes
  }
}
