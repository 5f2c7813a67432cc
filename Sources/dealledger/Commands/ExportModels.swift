import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Projections
import Transparency

/// Which read models an export copies.
struct ModelChoice: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The models as the first so many events left them, made aside; else as they are now.",
      valueName: "position"))
  var asOf: GlobalPosition?
}

extension Console {
  /// Gives the models that were asked for, and what to say of where they come from.
  ///
  /// Without a role they show what the live ones show; with one, all that it may see.
  func exportModels(
    _ choice: ModelChoice, as role: GlobalOptions,
    _ body: (ModelExport, ExportOrigin) throws -> Void
  ) throws {
    let ledger = try open(.readOnly)
    defer { ledger.close() }
    let size = try ledger.size
    if let position = choice.asOf, position.rawValue > size {
      throw Failure.usage(
        "the ledger has \(size) events, and not \(position)",
        next: "give --as-of a number from 0 to \(size)")
    }
    let models = try models(of: ledger)
    var progress = Progress("events", of: Int(choice.asOf?.rawValue ?? size), on: talk)
    try models.export(
      from: ledger.store, asOf: choice.asOf, showing: role.reader?.classes,
      progress: { done, _ in progress.advance(to: Int(done)) }
    ) { export in
      progress.finish()
      let root = try ledger.root(ofSize: export.position.rawValue)
      try body(export, ExportOrigin(origin: ledger.identity.origin.text, root: root.hex))
    }
  }

  /// Says what was written where, and warns of what is not for everybody.
  func tell(_ export: ModelExport, _ origin: ExportOrigin, at path: String) throws {
    let json: JSON = [
      "path": .string(path), "position": .integer(Int(export.position.rawValue)),
      "root": .string(origin.root),
      "classes": .array(
        DisclosureClass.allCases.filter(export.classes.contains).map { .string($0.rawValue) }),
      "tables": .array(export.tables.map { .string($0.name) }),
    ]
    if isJSON { try data.write(json.text) }
    talk.say("The read models as of \(export.position) events were written to \(path).")
    if export.classes != [.public] {
      talk.warn("values of these classes stand in the clear in \(path): \(export.classes.inWords)")
    }
    if export.classes.contains(.personal) {
      talk.warn("an erasure does not reach \(path): delete it when it is not needed any more")
    }
  }
}

struct ExportSQLite: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "sqlite",
    abstract: "The read models, in one SQLite file for reporting tools.",
    discussion: """
      The file is of one position, which it names in its table `export`, and nothing stands beside \
      it. It shows what the live read models show, or with --as all that this role may see, for \
      which the keys have to be at hand.

      Examples:
        dealledger export sqlite -o deals.sqlite
        dealledger export sqlite --as-of 120000 --as ministry -o october.sqlite
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var choice: ModelChoice

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file, which is not there yet.", valueName: "path"),
    completion: .file())
  var output: String

  func run(_ console: Console) async throws {
    let file = try DraftFile(for: output)
    let interruption = Interruption {
      file.discard()
      Interruption.endProcess()
    }
    defer { interruption.end() }
    try console.exportModels(choice, as: global) { export, origin in
      try export.writeSQLite(to: file.draft, origin)
      try file.settle()
      try console.tell(export, origin, at: output)
    }
  }
}

struct ExportCSV: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv",
    abstract: "The read models as a Frictionless data package: CSV files and their description.",
    discussion: """
      The files are UTF-8 as RFC 4180 has them; datapackage.json has the columns, their types and \
      meaning, the position and the root. The same position gives the same bytes. A text that a \
      spreadsheet would take for a formula gets an apostrophe before it. What is shown is as in \
      `export sqlite`.

      Examples:
        dealledger export csv -o deals
        dealledger export csv --bom -o deals-for-excel
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var choice: ModelChoice

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder, which is empty or not there yet.", valueName: "path"),
    completion: .directory)
  var output: String

  @Flag(help: "Begin each file with a byte-order mark, by which Excel knows UTF-8.")
  var bom = false

  func run(_ console: Console) async throws {
    let draft = try DraftFolder(for: output)
    let interruption = Interruption {
      draft.discard()
      Interruption.endProcess()
    }
    defer { interruption.end() }
    do {
      try console.exportModels(choice, as: global) { export, origin in
        try write(export, origin, to: draft)
        try console.tell(export, origin, at: output)
      }
    } catch {
      draft.discard()
      throw error
    }
  }

  private func write(
    _ export: ModelExport, _ origin: ExportOrigin, to draft: DraftFolder
  ) throws {
    var open: (name: String, file: DraftFile)?
    try export.writeCSV(origin, withByteOrderMark: bom) { name, page in
      if open?.name != name {
        try open?.file.settle()
        open = (name, try DraftFile(for: draft.path + "/" + name))
      }
      try open?.file.write(page)
    }
    try open?.file.settle()
    try draft.settle()
  }
}
