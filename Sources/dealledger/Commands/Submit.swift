import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger

struct Submit: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run command files: one JSON command a line, each on its own.",
    discussion: """
      A command without an id gets one from its file and line, so that a file that is sent twice is \
      repeated, not doubled. In a history ledger several files are merged by their commands' `at`.
      Exit code 1 where any command was refused or is invalid; the others stand.

      Examples:
        dealledger submit deal.ndjson
        dealledger submit Schemas/scenarios/*.ndjson --ledger past
        generate | dealledger submit - --json
        dealledger submit deal.ndjson --dry-run
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: "The command files; - for standard input.", completion: .file())
  var files: [String]

  @Flag(help: "Decide, and write nothing.")
  var dryRun = false

  @Flag(help: "Take nothing after the first command that is not accepted.")
  var stopOnRefusal = false

  @Option(
    help: ArgumentHelp(
      "Sign a checkpoint whenever a run has taken this long, and at its end.", valueName: "seconds")
  )
  var checkpointEvery = 60

  /// How many commands are handed over at a time: bytes are copied out of the files by as many.
  private static let chunk = 4096

  func validate() throws {
    guard checkpointEvery > 0 else { throw ValidationError("--checkpoint-every takes 1 or more.") }
  }

  func run(_ console: Console) async throws {
    let patience = Patience(console)
    defer { patience.end() }
    let files = try files.map { try CommandFile(reading: $0) }
    let ledger = try console.open(dryRun ? .readOnly : .readWrite)
    defer { ledger.close() }
    let queue = CommandQueue(files, byTime: ledger.identity.clock == .history)
    var report = SubmissionReport(queue, console, isRehearsal: dryRun)
    var taker = try dryRun ? Taker.rehearsal(Rehearsal(ledger)) : .ledger(ledger)
    var timer = CheckpointTimer(every: .seconds(checkpointEvery))
    for start in stride(from: 0, to: queue.places.count, by: Self.chunk) {
      let places = queue.places[start...].prefix(Self.chunk)
      let commands = places.map(queue.command(at:))
      try await taker.take(commands, stopOnRefusal: stopOnRefusal) { index, outcome in
        patience.end()
        report.add(outcome, at: places[start + index])
      }
      if !dryRun {
        console.room.check(ledger, console)
        await timer.tick(ledger, console)
      }
      if stopOnRefusal, report.hasRefusals { break }
    }
    if !dryRun {
      await timer.end(ledger, console)
      console.bringUpModels(of: ledger)
    }
    try report.finish()
  }
}

/// Who takes the commands: the ledger, or a rehearsal that writes nothing.
private enum Taker {
  case ledger(Ledger)
  case rehearsal(Rehearsal)

  mutating func take(
    _ commands: [IncomingCommand], stopOnRefusal: Bool, each: (Int, RehearsedOutcome) -> Void
  ) async throws(LedgerFault) {
    switch self {
    case .ledger(let ledger):
      try await ledger.submit(commands, stopOnRefusal: stopOnRefusal) { each($0, .ended($1)) }
    case .rehearsal(var rehearsal):
      defer { self = .rehearsal(rehearsal) }
      for (index, command) in commands.enumerated() {
        let outcome = try rehearsal.take(command)
        each(index, outcome)
        if stopOnRefusal, !outcome.isAccepted { return }
      }
    }
  }
}
