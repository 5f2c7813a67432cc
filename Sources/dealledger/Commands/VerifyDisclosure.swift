import ArgumentParser
import Disclosures
import Transparency

struct VerifyDisclosure: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-disclosure",
    abstract: "Check a disclosure file with a key that you trust; needs no ledger.",
    discussion: """
      Shows the line with what was disclosed in its place, and how much stays hidden. Exit code 0: \
      its bytes verify; 1: they do not, and nothing in the file may be believed. That bytes verify \
      says who signed the log, and nothing about what that means in law.

      Examples:
        dealledger verify-disclosure line-41.json --key "$(cat ledger.vkey)"
        dealledger verify-disclosure line-41.json --key "$(cat ledger.vkey)" --json | jq .line.data
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file that `dealledger disclose` wrote.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var key: String

  func run(_ console: Console) async throws {
    let key = try NoteVerifierKey(trusted: key)
    let line = try verify(try readFile(file), under: key)
    guard !console.isJSON else { return try console.data.write(line.json) }
    let hidden = line.hidden.map(\.count).reduce(0, +)
    try console.data.write(
      console.screen.paint("The bytes verify", .good) + " under \(key.nameAndID.printable): "
        + "\(line.disclosed.count) disclosed, \(hidden) hidden.")
    try console.data.writeRaw(Array(line.description.utf8))
  }

  private func verify(_ bytes: [UInt8], under key: NoteVerifierKey) throws -> DisclosedLine {
    do throws(DisclosureFault) {
      return try DisclosureVerifier(key).verify(bytes)
    } catch {
      throw Failure(error, in: file)
    }
  }
}
