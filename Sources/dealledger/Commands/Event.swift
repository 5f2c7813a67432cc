import ArgumentParser
import DealRecords
import EventLog
import Ledger
import Transparency

struct Event: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print one event, or the proof that it is in the tree.",
    discussion: """
      Examples:
        dealledger event 41
        dealledger event 41 --raw
        dealledger event 41 --proof
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The event's position in the log.")
  var position: GlobalPosition

  @Flag(help: "Print the stored line, byte for byte.")
  var raw = false

  @Flag(help: "Print the proof that the line is in the tree, and the checkpoint that covers it.")
  var proof = false

  func validate() throws {
    if raw, proof { throw ValidationError("Choose one of --raw and --proof.") }
  }

  func run(_ console: Console) async throws {
    let ledger = try console.openToShow()
    guard let event = try ledger.store.events(from: position, limit: 1).first else {
      throw Failure(
        .noInput, "nothing stands at position \(position)",
        next: "the log has \(try ledger.size) events, from position 0 on")
    }
    if proof {
      try console.data.write(try EventProof(of: event, in: ledger).json.text)
    } else if raw || console.isJSON {
      try console.data.write(event.line)
    } else {
      guard let shown = try ledger.event(at: position, showing: console.classes) else { return }
      for line in try Self.lines(about: shown, console) { try console.data.write(line) }
    }
  }

  private static func lines(
    about event: ShownEvent, _ console: Console
  ) throws -> [String] {
    let told = try ToldEvent(event)
    var facts = [
      ("position", "\(told.position)"), ("what", told.title), ("subject", told.subject),
      ("revision", "\(told.revision)"), ("who", told.actor), ("happened", told.occurred),
      ("recorded", told.recorded), ("command", told.commandID),
    ]
    if let fact = told.fact {
      facts += EventWords.fields(of: fact, showing: console.classes).map {
        (EventWords.spaced($0.name), EventWords.words(for: $0.value))
      }
    }
    let width = facts.map(\.0.displayWidth).max() ?? 0
    return facts.map { name, value in
      let padding = String(repeating: " ", count: width - name.displayWidth)
      return console.screen.paint(name, .faint) + padding + "  " + value.printable
    }
  }
}
