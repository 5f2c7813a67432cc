import ArgumentParser
import DealRecords
import Deals
import Disclosures
import EventLog
import Ledger

struct Disclose: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show chosen hidden fields of one line to somebody, with proof.",
    discussion: """
      Writes a file with the line, the chosen fields, the proof that the line is in the log, and a \
      checkpoint; `dealledger verify-disclosure` checks it anywhere. Where fields of a deal are \
      shown, DisclosureMade is recorded first, and nothing is written if the deal's rules refuse \
      that: fields of class sealed or personal go to no authority. Recipient and basis stand in the \
      log for everybody to read: name an office, not a person.

      Examples:
        dealledger disclose 41 --fields amount -o line-41.json \\
          --to "Ministry of Science (invented)" --basis "yearly report"
        dealledger disclose 3 --fields parties/0/kind,parties/1/kind -o line-3.json \\
          --to "Statistics desk" --basis "quarterly statistics" --as-party caih
        dealledger disclose 41 --fields none > line-41.json
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var acting: ActingOptions

  @Argument(help: "The event's position in the log.")
  var position: GlobalPosition

  @Option(
    help: ArgumentHelp(
      "The fields by their paths, with commas between; or all, or none.", valueName: "paths"))
  var fields: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A file that is not there yet; else standard output.", valueName: "path"),
    completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "To whom the fields are shown; else the record names the bearer of the file.",
      valueName: "recipient"))
  var to: String?

  @Option(help: ArgumentHelp("On what legal basis.", valueName: "text"))
  var basis: String?

  func validate() throws {
    if global.json, output == nil, !acting.dryRun {
      throw ValidationError("--json needs -o FILE: the file itself would go to standard output.")
    }
  }

  func run(_ console: Console) async throws {
    let file = output.map(NewFile.init)
    try file?.requireRoom()
    let ledger = try console.open(acting.dryRun ? .readOnly : .readWrite)
    defer { ledger.close() }
    let chosen = try ledger.disclosableLine(at: position, showing: console.classes)
      .choosing(FieldChoice(fields))
    let order = try order(for: chosen, in: ledger)
    if acting.dryRun { return try await rehearse(order?.command(for: chosen), in: ledger, console) }
    do {
      switch try await ledger.disclose(chosen, by: order) {
      case .refused(let refusal): try refuse(refusal, chosen, console)
      case .made(let made):
        try DisclosureReport(made, of: chosen, in: file).write(to: console)
        if made.record != nil { console.bringUpModels(of: ledger) }
      }
    } catch let error as Unwritten {
      remind(of: order, console)
      throw error.cause
    } catch let fault as DisclosingFault {
      if case .recordedOnly = fault { remind(of: order, console) }
      throw fault
    }
  }

  /// Who shows what to whom; nil where nothing needs a record.
  private func order(for chosen: ChosenFields, in ledger: Ledger) throws -> DisclosureOrder? {
    guard let deal = chosen.recordedIn else { return nil }
    var actor = Actor()
    let attribution = try acting.actor(of: .discloseToMinistry, for: nil)
    (actor.role, actor.party) = (attribution.role, attribution.party)
    actor.person = .opened(acting.person.flatMap(Person.init(text:)))
    return DisclosureOrder(
      to: try text(to, "--to") ?? Self.bearer, on: try text(basis, "--basis"), by: actor,
      at: try time(of: deal, in: ledger),
      id: acting.id.flatMap { MessageID(text: $0.text) },
      expecting: acting.expectedRevision.map { Deals.Count($0) })
  }

  /// Who is named where nobody is: whoever holds the file.
  private static let bearer = Text(text: "bearer") ?? .blank

  /// In a history ledger, which has no present, a disclosure follows the deal's last event.
  private func time(of deal: Identifier, in ledger: Ledger) throws -> LegalTime {
    guard acting.at == nil, ledger.identity.clock == .history,
      case .deal(let state)? = try ledger.fold(.deal(deal), showing: [])?.state,
      let last = state.lastAt
    else { return try acting.time(in: ledger) }
    return last
  }

  private func text(_ value: String?, _ option: String) throws -> Text? {
    guard let value else { return nil }
    guard let text = Text(text: value) else {
      throw Failure.usage("\(option) should be \(Text.expectation)", next: "give another text")
    }
    return text
  }

  private func rehearse(
    _ command: IncomingCommand?, in ledger: Ledger, _ console: Console
  ) async throws {
    guard let command else { return console.talk.say("Nothing would be recorded.") }
    try await SingleCommand(command, isRehearsal: true).run(in: ledger, console)
  }

  /// The record was refused, and with it the disclosure: standard output stays empty for people,
  /// since it may be where the file should have gone.
  private func refuse(
    _ refusal: CommandOutcome, _ chosen: ChosenFields, _ console: Console
  ) throws -> Never {
    guard !console.isJSON else {
      try console.data.write(refusal.json())
      throw Conclusion(status: .fault)
    }
    throw Failure(refused: refusal, chosen)
  }

  /// A record without a file says too much, and is put right by making the file.
  private func remind(of order: DisclosureOrder?, _ console: Console) {
    guard let order else { return }
    console.talk.warn(
      "the disclosure is recorded, and was not written: the same call with --id \(order.id.text) "
        + "--at \(order.at.text) writes it without recording it again")
  }
}
