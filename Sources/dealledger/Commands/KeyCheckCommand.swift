import ArgumentParser
import EventLog
import Keyring
import Ledger

struct KeyCheckCommand: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say whether the keys are whole, and are those that the log needs.",
    discussion: """
      Reads every file of keys anew, and every row of the log that is sealed. Exit code 1 where \
      something is missing, left over or not carried out; 78 where the keys cannot be used at all.

      Examples:
        dealledger key check
        dealledger key check --keys /media/safe/keys-2026-11-21 --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    let check = try ledger.checkKeys()
    if console.isJSON {
      try console.data.write(check.json.text)
    } else {
      try check.write(to: console)
    }
    guard check.isSound else { throw Conclusion(status: .fault) }
  }
}

extension KeyCheck {
  fileprivate func write(to console: Console) throws {
    let restricted = ring.restricted > 0 ? ", \(ring.restricted) of them restricted" : ""
    try console.data.write(
      "Epoch \(ring.epoch): \(ring.keys.counted("key"))\(restricted). On record: "
        + [
          ring.erasures.counted("erasure"), ring.restrictions.counted("restriction"),
          ring.backups.counted("backup"),
        ].joined(separator: ", ") + ".")
    var table = Table([
      .init(head: "table"), .init(head: "present", alignment: .right),
      .init(head: "restricted", alignment: .right), .init(head: "erased", alignment: .right),
      .init(head: "missing", alignment: .right), .init(head: "first missing"),
    ])
    for usage in tables {
      table.add([
        .init(usage.table.rawValue), .init("\(usage.present)"), .init("\(usage.restricted)"),
        .init("\(usage.erased)"), .init("\(usage.missing)", usage.missing > 0 ? .bad : .plain),
        .init(usage.firstMissing ?? ""),
      ])
    }
    try console.write(table)
    for problem in problems {
      try console.data.write(console.screen.paint(problem.what, .bad))
      console.talk.say("next: \(problem.next)")
    }
    if isSound { console.talk.say("The keys are whole, and all that the log needs is there.") }
  }

  /// What is wrong, and what to do about it.
  fileprivate var problems: [(what: String, next: String)] {
    let writing = "run a command that writes with them, such as `dealledger checkpoint create`"
    let found: [(Bool, String, String)] = [
      (logKey != nil, logKey ?? "", "put this ledger's own log.key back from the key backup"),
      (
        ordersLeft > 0,
        "Not carried out with these keys: \(ordersLeft.counted("order")) to erase or to restrict",
        writing
      ),
      (
        tables.contains { $0.missing > 0 }, "The log needs keys that are nowhere in this folder",
        "name a newer folder or backup of the keys with --keys PATH"
      ),
      (
        tables.contains { $0.unreadable > 0 }, "Rows that should be sealed name no key",
        "run `dealledger verify`"
      ),
      (
        !ring.leftovers.isEmpty,
        "An interrupted change left \(ring.leftovers.joined(separator: ", "))", writing
      ),
      (
        !ring.strangers.isEmpty,
        "These files do not belong beside the keys: \(ring.strangers.joined(separator: ", "))",
        "move them elsewhere"
      ),
    ]
    return found.filter(\.0).map { (what: $0.1, next: $0.2) }
  }

  fileprivate var json: JSON {
    [
      "sound": .boolean(isSound), "epoch": .integer(ring.epoch), "keys": .integer(ring.keys),
      "restricted": .integer(ring.restricted), "erasures": .integer(ring.erasures),
      "restrictions": .integer(ring.restrictions), "backups": .integer(ring.backups),
      "leftovers": .array(ring.leftovers.map(JSON.string)),
      "strangers": .array(ring.strangers.map(JSON.string)), "logKey": .text(logKey),
      "ordersLeft": .integer(ordersLeft), "tables": .array(tables.map(\.json)),
    ]
  }
}

extension KeyCheck.Usage {
  fileprivate var json: JSON {
    [
      "table": .string(table.rawValue), "present": .integer(present),
      "restricted": .integer(restricted), "erased": .integer(erased), "missing": .integer(missing),
      "firstMissing": .text(firstMissing), "unreadable": .integer(unreadable),
    ]
  }
}
