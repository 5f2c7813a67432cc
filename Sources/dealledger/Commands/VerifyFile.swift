import ArgumentParser
import Deals
import EventLog
import Ledger

struct VerifyFile: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Tell which deal a document belongs to, who stands to it, and whether it is in force.",
    discussion: """
      The file's SHA-256 is looked for in all that is public in the log: versions of terms, \
      amendments, term sheets, agreements beside them, settlements. A JSON file is looked for in \
      its canonical form as well. "verified" says of a signature that its bytes verified under a \
      key that the ledger knew for the party, and nothing of what it means in law.

      Examples:
        dealledger verify-file contract.pdf
        dealledger verify-file contract.pdf --on 2021-06-30 --json

      Exit code 1 where nothing in the log names the document.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The document.", completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The day on which it is to be in force or not.", valueName: "day"))
  var on: Day?

  func run(_ console: Console) async throws {
    let hashes = DocumentHashes(of: try readFile(file))
    let day = on ?? Instant.now.day
    let ledger = try console.openToShow()
    var progress = Progress("events", of: Int(try ledger.size), on: console.talk)
    let found = try ledger.deals(naming: hashes, on: day) { progress.advance(to: Int($0)) }
    progress.finish()
    let report = DocumentReport(
      file: file, hashes: hashes, day: day, found: found, size: try ledger.size,
      signed: try ledger.checkpoints().last?.size)
    try report.write(to: console)
    if found.isEmpty { throw Conclusion(status: .fault) }
  }
}
