import ArgumentParser
import DealRecords

/// What every command takes, after its name.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The ledger's folder (else DEALLEDGER_LEDGER, or dealledger in XDG_DATA_HOME).",
      valueName: "path"),
    completion: .directory)
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the ledger's keys (else DEALLEDGER_KEYS, or keys in the ledger).",
      valueName: "path"),
    completion: .directory)
  var keys: String?

  @Flag(help: "Print JSON for programs.")
  var json = false

  @Flag(help: "Print no colours, whatever the terminal.")
  var noColor = false

  @Flag(name: .shortAndLong, help: "Say nothing but the data and what went wrong.")
  var quiet = false

  @Option(name: .customLong("lang"), help: "The language of titles and states: en, th or zh.")
  var language = Language.english

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Show what this role may see; by default all that the keys at hand open.",
      valueName: "role"))
  var reader: ReaderRole?
}
