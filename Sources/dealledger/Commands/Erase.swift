import ArgumentParser
import Deals

struct Erase: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Erase a person's data, or restrict their use, in every deal of the ledger.",
    discussion: """
      The person's key is destroyed, so that nothing sealed under it can ever be opened again; lines \
      and proofs stay as they are. A legal hold or the ledger's retention floor makes a restriction \
      of it. The subject and the basis stay in the log for all to read: give an id, and no name.

      Examples:
        dealledger erase trainee-0031 --deal D08 --basis "TH PDPA s.33"
        dealledger erase contact-ph-0007 --deal D06 --basis "PH DPA s.16(e)" --mode restrict
        dealledger erasure report trainee-0031
      """)
  static let command = CommandKind.erasePersonalData

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The person, by the id that commands gave.")
  var subject: String

  @Option(help: "A deal in which the request arose; the erasure reaches all.")
  var deal: Identifier

  @Option(help: "The law or the request that it rests on.")
  var basis: String

  @Option(help: "What is asked for.")
  var mode = ErasureMode.erase

  func data(at time: LegalTime) throws -> JSON {
    [
      "subject": .string(subject), "legalBasis": .string(basis), "mode": .string(mode.rawValue),
    ]
  }
}
