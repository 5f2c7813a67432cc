import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Replay

struct Init: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a ledger with its keys, and print the key that verifies it.",
    discussion: """
      Keep the printed key: whoever has it can check every checkpoint without trusting the ledger.

      Examples:
        dealledger init --origin example.org/deals
        dealledger init --ledger past --clock history --from 2017-01-01T00:00:00Z
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "The name that checkpoints and the key carry, best a host and path.")
  var origin = "localhost/dealledger"

  @Option(help: "live: record time is the system's clock; history: it follows the commands.")
  var clock = ClockMode.live

  @Option(help: ArgumentHelp("The time of line 0 in a history ledger.", valueName: "time"))
  var from: LegalTime?

  @Option(help: ArgumentHelp("How far back parties may date what they record.", valueName: "n"))
  var backdateDays = 30

  @Option(
    help: ArgumentHelp(
      "How long personal data must be kept after the last event that holds them: until then an "
        + "erasure becomes a restriction.", valueName: "n"))
  var retentionDays: Int?

  /// More days than there have been calendars.
  private static let mostDays = 1_000_000

  func validate() throws {
    if from != nil, clock == .live {
      throw ValidationError("--from is for a history ledger: add --clock history.")
    }
    guard (0...Self.mostDays).contains(backdateDays) else {
      throw ValidationError("--backdate-days should be from 0 to \(Self.mostDays).")
    }
    try requireDays()
  }

  private func requireDays() throws {
    guard let retentionDays, !(0...Self.mostDays).contains(retentionDays) else { return }
    throw ValidationError("--retention-days should be from 0 to \(Self.mostDays).")
  }

  func run(_ console: Console) async throws {
    let path = console.location.ledger
    do throws(LedgerFault) {
      try Ledger.create(at: path, keys: console.location.keys, plan)
    } catch .file(let path, let problem) {
      let fault = LedgerFault.file(path: path, problem: problem)
      guard !Failure.isOfSystem(problem) else { throw fault }
      throw Failure(
        .cannotCreate, "\(fault)", next: "choose a folder that is empty or not yet there")
    }
    let ledger = try console.open(.readOnly)
    try report(ledger, console)
  }

  private var plan: LedgerPlan {
    var plan = LedgerPlan(
      origin: origin, clock: clock, backdateDays: Count(backdateDays), from: from ?? .blank)
    plan.retentionDays = retentionDays.map { Count($0) }
    return plan
  }

  private func report(_ ledger: Ledger, _ console: Console) throws {
    guard !console.isJSON else {
      let made: JSON = [
        "ledger": .string(ledger.identity.ledger.text), "path": .string(ledger.folder.path),
        "origin": .string(origin), "clock": .string(clock.rawValue),
        "key": .string(try ledger.verifierKey),
      ]
      return try console.data.write(made.text)
    }
    try console.data.write(ledger.verifierKey)
    console.talk.say(
      """
      A \(clock.rawValue) ledger stands at \(ledger.folder.path); above is the key that verifies it.
      next: submit commands with `dealledger submit FILE --ledger \(ledger.folder.path)`
      """)
  }
}
