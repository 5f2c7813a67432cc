import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Replay

struct Doctor: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look over the ledger's state: room, readers, read models, clock, keys, permissions.",
    discussion: """
      Writes nothing. Whether the bytes hold is not its affair, but that of `dealledger verify`; \
      which keys the log needs, that of `dealledger key check`.
      Exit code 0: nothing needs to be done now, though there may be warnings; 1: a fault.

      Examples:
        dealledger doctor
        dealledger doctor --json | jq -r '.findings[] | select(.status != "ok") | .advice'
      """)

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    defer { ledger.close() }
    let vitals = try ledger.vitals()
    let findings = vitals.findings
    let worst = findings.map(\.status).max() ?? .ok
    if console.isJSON {
      let found: JSON = [
        "status": .string(worst.rawValue), "ledger": .string(ledger.identity.ledger.text),
        "path": .string(ledger.folder.path), "findings": .array(findings.map(\.json)),
        "figures": vitals.json,
      ]
      try console.data.write(found.text)
    } else {
      try console.write(findings)
    }
    if worst == .fault { throw Conclusion(status: .fault) }
  }
}
