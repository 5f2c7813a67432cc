public import ArgumentParser
import DealRecords
import Deals
import EventLog
public import Projections

struct OnDay: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "on",
    abstract: "What held on a legal date: terms in force, what was due or paid, stages, cases.",
    discussion: """
      in-force tells the terms that bound the parties, due what was owed and not yet performed, paid \
      the payments that had been made, stages where each deal stood, cases which were open. With \
      --as-of it is told as it was known when the log had so many events.

      Examples:
        dealledger on 2021-06-30 in-force
        dealledger on 2021-06-30 due --as-of 120000 --json
        dealledger on 2021-06-30 paid --as officer --csv
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The day, as YYYY-MM-DD.")
  var day: Day

  @Argument(
    help: ArgumentHelp(
      "\(LegalDateQuery.all.map(\.word).joined(separator: ", ")).", valueName: "question"))
  var question: LegalDateQuery

  @Option(help: ArgumentHelp("How many events were known then.", valueName: "position"))
  var asOf: GlobalPosition?

  @Flag(help: "Print CSV.")
  var csv = false

  func validate() throws {
    if csv, global.json { throw ValidationError("Choose one of --csv and --json.") }
  }

  func run(_ console: Console) async throws {
    let (answer, position) = try console.read(
      asOf: asOf, showing: { _ in global.reader?.classes },
      { reader in (try reader.answer(question, on: day), reader.position) })
    if console.isJSON {
      try console.data.write(json(answer.columns, answer.rows, position).text)
    } else if csv {
      var writer = CSVWriter()
      writer.add(answer.columns.map { .text($0) })
      for row in answer.rows { writer.add(row) }
      try console.data.writeRaw(writer.takePage())
    } else {
      var table = Table(answer.columns.map { .init(head: $0) })
      for row in answer.rows { table.add(row.map { .init($0 == .null ? "" : "\($0)") }) }
      try console.write(table)
      console.talk.say("\(question.comment) On \(day), from \(position) events.")
    }
  }

  private func json(
    _ columns: [String], _ rows: [[Cell]], _ position: GlobalPosition
  ) -> JSON {
    [
      "question": .string(question.word), "asOfDate": .string(day.text),
      "asOfPosition": .integer(Int(position.rawValue)),
      "rows": .array(
        rows.map { row in
          .object(zip(columns, row).map { .init(name: $0, value: JSON($1)) })
        }),
    ]
  }
}

extension LegalDateQuery: ExpressibleByArgument {
  public init?(argument: String) {
    guard let known = Self.all.first(where: { $0.word == argument }) else { return nil }
    self = known
  }

  public static var allValueStrings: [String] { all.map(\.word) }
}

extension JSON {
  fileprivate init(_ cell: Cell) {
    switch cell {
    case .null: self = .null
    case .integer(let number): self = .integer(Int(number))
    case .text(let text), .other(let text): self = .string(text)
    }
  }
}
