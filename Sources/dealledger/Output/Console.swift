import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// What a command has at hand: where to write, how to show it, and the ledger to open.
struct Console {
  let data = DataStream()
  let screen: Terminal
  let talk: Talk
  let isJSON: Bool
  let language: Language
  let classes: Set<DisclosureClass>
  let location: Location
  let room = RoomWatch()

  init(_ options: GlobalOptions) {
    screen = Terminal(STDOUT_FILENO, noColor: options.noColor)
    talk = Talk(
      terminal: Terminal(STDERR_FILENO, noColor: options.noColor), isQuiet: options.quiet)
    (isJSON, language) = (options.json, options.language)
    classes = options.reader?.classes ?? Set(DisclosureClass.allCases)
    location = Location(options, ProcessInfo.processInfo.environment)
  }

  /// Opens the ledger of the call.
  func open(_ access: EventStore.Access) throws -> Ledger {
    try requireReadable(location.ledger)
    let ledger = try Ledger(
      at: location.ledger, access: access, keys: location.keys, boot: Boot.current())
    if access == .readWrite { room.check(ledger, self) }
    return ledger
  }

  /// Opens the log of the ledger of the call, for its stored lines.
  func openLog() throws -> EventStore {
    try requireReadable(location.ledger)
    return try Ledger.log(at: location.ledger)
  }

  /// Opens the ledger for showing what it says, and says so where sealed values stay closed.
  func openToShow() throws -> Ledger {
    let ledger = try open(.readOnly)
    if classes != [.public] { tellMissingKeys(of: ledger) }
    return ledger
  }

  private func tellMissingKeys(of ledger: Ledger) {
    do throws(LedgerFault) {
      _ = try ledger.requireVault()
    } catch {
      talk.say("no keys are at hand, so that what is not public reads sealed: \(error)".printable)
    }
  }

  /// A folder that may not be entered is not one without a ledger.
  func requireReadable(_ path: String) throws {
    let file = path + "/log/data.mdb"
    if Glibc.access(file, R_OK) != 0, errno == EACCES { throw Failure.reading(file) }
  }

  /// Writes a table to standard output, as wide as the terminal allows.
  func write(_ table: Table) throws {
    for line in table.lines(width: screen.width, paint: screen.paint) { try data.write(line) }
  }
}

extension Console {
  /// Writes one JSON array, an element a line.
  func writeArray(_ elements: [JSON]) throws {
    guard let last = elements.last else { return try data.write("[]") }
    try data.writeRaw([UInt8(ascii: "[")])
    for element in elements.dropLast() { try data.write(element.text + ",") }
    try data.write(last.text + "]")
  }
}
