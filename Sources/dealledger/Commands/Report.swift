import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Projections
import Reports

struct Report: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask a report: what ministries and managers count, at a position of the log.",
    discussion: """
      Without an id the reports are listed. Each is made of whole periods, by default of the newest \
      that is over. The same question at the same position gives the same bytes. Sums that would \
      show what one party did are not shown, nor what they could be worked out from: C stands for \
      them.

      Figures need values that public read models do not show: `dealledger rebuild --as ministry` \
      keeps such models; with --as alone they are made aside for the call.

      Examples:
        dealledger report
        dealledger report R01 --as ministry
        dealledger report R01 --period quarter --from 2021-01-01 --to 2021-12-31 --csv
        dealledger report R09 --as-of 2021-06-30 --json
        dealledger report R05 --as-of 120000 --as ministry
        dealledger report R21 --where deal=D-2021-001 --as auditor
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The report, such as R01; none to list them.")
  var id: String?

  @Option(help: ArgumentHelp("The first day, which begins a period.", valueName: "day"))
  var from: Day?

  @Option(help: ArgumentHelp("The last day, which ends a period.", valueName: "day"))
  var to: Day?

  @Option(help: "The kind of period, such as year or quarter.")
  var period: String?

  @Option(
    help: ArgumentHelp(
      "What was known when the log had so many events, or what had happened by this day; both may"
        + " be given.", valueName: "position or day"))
  var asOf: [AsOf] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Show the rows of one value of a dimension alone, such as deal=D-2021-001; - where none was"
        + " stated. May be given for several dimensions.", valueName: "dimension=value"))
  var filters: [AskedFilter] = []

  @Flag(
    help: ArgumentHelp(
      "Show every figure: for those who may see what each deal says, such as an auditor."))
  var unsuppressed = false

  @Flag(help: "Print CSV.")
  var csv = false

  @Flag(help: "Begin the CSV with a byte-order mark, by which Excel knows UTF-8.")
  var bom = false

  func validate() throws {
    if csv, global.json { throw ValidationError("Choose one of --csv and --json.") }
    if bom, !csv { throw ValidationError("--bom goes with --csv.") }
    if asOf.compactMap(\.position).count > 1 || asOf.compactMap(\.day).count > 1 {
      throw ValidationError("--as-of takes one position and one day at most.")
    }
  }

  func run(_ console: Console) async throws {
    let catalogue = ReportCatalogue.standard
    guard let id else { return try list(catalogue, console) }
    guard let report = catalogue.report(id) else {
      throw ReportFault.noSuchReport(id, known: catalogue.reports.map(\.id))
    }
    let answer = try answer(to: question(report), console)
    if console.isJSON {
      try console.data.write(answer.json)
    } else if csv {
      try console.data.writeRaw(answer.table.csv(withByteOrderMark: bom))
    } else {
      try console.show(answer)
    }
  }

  private func question(_ report: ReportDefinition) -> ReportQuestion {
    var question = ReportQuestion(report)
    (question.kind, question.from, question.through) = (period, from, to)
    question.asOf = asOf.lazy.compactMap(\.day).first
    question.filters = filters.map(\.filter)
    (question.classes, question.isUnsuppressed) = (global.reader?.classes, unsuppressed)
    return question
  }

  private func answer(to question: ReportQuestion, _ console: Console) throws -> ReportAnswer {
    try console.read(
      asOf: asOf.lazy.compactMap(\.position).first,
      showing: { models in try missing(question, models) },
      { reader in try Reports(reader).answer(question) })
  }

  /// The classes for which models have to be made aside; nil where the live ones do.
  private func missing(
    _ question: ReportQuestion, _ models: ReadModels
  ) throws -> Set<DisclosureClass>? {
    guard let role = global.reader else { return nil }
    let live = try models.classes
    return question.report.classes.isSubset(of: live) ? nil : role.classes
  }

  private func list(_ catalogue: ReportCatalogue, _ console: Console) throws {
    if console.isJSON { return try console.writeArray(catalogue.reports.map(\.json)) }
    var table = Table([
      .init(head: "id"), .init(head: "title", yielding: .wrapped), .init(head: "periods"),
      .init(head: "for", yielding: .wrapped),
    ])
    for report in catalogue.reports {
      table.add([
        .init(report.id, .strong), .init(report.title(in: console.language)),
        .init(report.periods.isEmpty ? "any" : report.periods.joined(separator: ", ")),
        .init(report.audience.joined(separator: ", "), .faint),
      ])
    }
    try console.write(table)
  }
}

/// `dimension=value`.
struct AskedFilter: ExpressibleByArgument {
  let filter: ReportFilter

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "=") else { return nil }
    let value = argument[argument.index(after: sign)...]
    filter = ReportFilter(String(argument[..<sign]), is: String(value))
  }
}

/// A position of the log, or a legal day.
enum AsOf: ExpressibleByArgument {
  case position(GlobalPosition)
  case day(Day)

  init?(argument: String) {
    if let position = GlobalPosition(argument: argument) {
      self = .position(position)
    } else if let day = Day(text: argument) {
      self = .day(day)
    } else {
      return nil
    }
  }

  var position: GlobalPosition? { if case .position(let position) = self { position } else { nil } }
  var day: Day? { if case .day(let day) = self { day } else { nil } }
}

extension ReportDefinition {
  func title(in language: Language) -> String {
    language.tags.lazy.compactMap { title[$0] }.first ?? title["en"] ?? id
  }

  fileprivate var json: JSON {
    [
      "id": .string(id), "version": .integer(version),
      "title": .object(
        title.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) }),
      "audience": .array(audience.map(JSON.string)), "periods": .array(periods.map(JSON.string)),
      "dimensions": .array(dimensions.map { .string($0.name) }),
      "columns": .array(columns.map(JSON.string)), "suppression": .string(suppression.rawValue),
      "classes": .array(
        DisclosureClass.allCases.filter(classes.contains).map { .string($0.rawValue) }),
    ]
  }
}
