import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Projections

struct Show: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show a deal as it stands, or as it stood.",
    discussion: """
      A deal as of a time is what the ledger had recorded by then.

      Examples:
        dealledger show D06
        dealledger show D06 --json --as ministry
        dealledger show D06 --as-of 320
        dealledger show D06 --as-of 2020-12-31
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The deal.")
  var deal: Identifier

  @Option(
    help: ArgumentHelp(
      "Show it as it stood at this position of the log, or at this time.",
      valueName: "position or time"))
  var asOf: Moment?

  func run(_ console: Console) async throws {
    let ledger = try console.openToShow()
    let document = try document(in: ledger, console.classes)
    let json = document.json(showing: console.classes)
    if console.isJSON {
      try console.data.write(json)
    } else {
      let view = try DealView(document, JSON(String(decoding: json, as: UTF8.self)))
      try view.write(to: console)
    }
  }

  private func document(
    in ledger: Ledger, _ classes: Set<DisclosureClass>
  ) throws -> DealDocument {
    let stream = Subject.deal(deal)
    guard let whole = try ledger.fold(stream, showing: classes) else { throw Failure.noDeal(deal) }
    let last = try asOf.map { try $0.position(of: deal, in: ledger) }
    guard
      let folded = try last.map({
        try ledger.fold(stream, upTo: $0, showing: classes)
      }) ?? whole,
      case .deal(let state) = folded.state
    else {
      throw Failure(
        .noInput, "there was no deal \(deal) then",
        next: "`dealledger history \(deal)` shows when it began")
    }
    return DealDocument(of: deal, state, lastEventAt: folded.position)
  }

  /// A position of the log, or a time by its record.
  enum Moment: ExpressibleByArgument {
    case position(GlobalPosition)
    case time(Instant)

    init?(argument: String) {
      if let position = GlobalPosition(argument: argument) {
        self = .position(position)
      } else if let time = LegalTime(text: argument) {
        self = .time(time.instant)
      } else if let end = LegalTime(text: argument + "T23:59:59.999999Z") {
        self = .time(end.instant)
      } else {
        return nil
      }
    }

    /// The last position that counts for the deal.
    func position(of deal: Identifier, in ledger: Ledger) throws -> GlobalPosition {
      switch self {
      case .position(let position): return position
      case .time(let time):
        let events = try ledger.events(of: .deal(deal), showing: []).map { try ToldEvent($0) }
        // Position 0 is the ledger's own, so there is no event of a deal up to it.
        return events.last { Instant(text: $0.recorded).map { $0 <= time } ?? false }?.position
          ?? .first
      }
    }
  }
}
