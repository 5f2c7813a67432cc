import ArgumentParser
import Deals
import Foundation

struct Sign: Verb {
  static let command = CommandKind.signDeal
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Sign the approved terms for a party.",
    discussion: """
      Example:
        dealledger sign D06 --party caih --terms-hash sha256:42b6… --signature caih.jws
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(help: "The party for which the signatory signs.")
  var party: Identifier

  @Option(help: ArgumentHelp("The hash of the approved terms.", valueName: "sha256:hex"))
  var termsHash: String

  @Option(
    help: "The file with the signature: a detached JWS over the terms hash.", completion: .file())
  var signature: String?

  @Option(help: "wet, JWS, JAdES, CAdES, PAdES, XAdES or SM2; JWS with --signature, else wet.")
  var format: String?

  @Option(help: ArgumentHelp("The day of signing; else that of --at.", valueName: "day"))
  var signedOn: String?

  @Option(help: ArgumentHelp("Where it was signed.", valueName: "text"))
  var place: String?

  var actingParty: Identifier? { party }

  /// The signature as its file has it, without the line feed that editors put at the end.
  private func signatureText() throws -> String? {
    guard let signature else { return nil }
    let text = String(decoding: try readFile(signature), as: UTF8.self)
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func data(at time: LegalTime) throws -> JSON {
    [
      "party": .string(party.text), "termsHash": .string(termsHash),
      "format": .string(format ?? (signature == nil ? "wet" : "JWS")),
      "signedOn": .string(signedOn ?? time.day.text), "place": .text(place),
      "signature": .text(try signatureText()),
    ]
  }
}

struct RefuseToSign: Verb {
  static let command = CommandKind.refuseToSign
  static let configuration = CommandConfiguration(
    commandName: "refuse-to-sign",
    abstract: "Refuse to sign; the deal is declined.",
    discussion: """
      Example:
        dealledger refuse-to-sign D16 --as-party mm-plant --reason "the price has fallen"
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
