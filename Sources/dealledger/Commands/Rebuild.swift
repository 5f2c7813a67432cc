import ArgumentParser
import DealRecords
import Deals
import EventLog
import Ledger
import Projections
import Replay

struct Rebuild: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make the read models anew from the log, and put them in place.",
    discussion: """
      The models that are there answer meanwhile. All are made together, since they share one file \
      and one position.

      They are SQLite files, and what they show stands in the clear there: public values, or with \
      --as all that this role may see, for which the keys have to be at hand. They keep these classes \
      until they are rebuilt for others.

      Examples:
        dealledger rebuild
        dealledger rebuild --as ministry
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The read models; by default all.")
  var name: [String] = []

  func validate() throws {
    let known = ReadModels.projections.map { $0.name }
    if let unknown = name.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no read model \(unknown): there are \(known.joined(separator: ", ")).")
    }
  }

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    let classes = global.reader?.classes ?? [.public]
    let models = ReadModels(
      folder: ledger.folder.models, showing: classes,
      vault: classes == [.public] ? nil : try ledger.requireVault())
    var progress = Progress("events", of: Int(try ledger.size), on: console.talk)
    try models.rebuild(from: ledger.store) { done, _ in progress.advance(to: Int(done)) }
    progress.finish()
    let position = try models.position
    let json: JSON = [
      "models": .array(ReadModels.projections.map { .string($0.name) }),
      "position": .integer(Int(position.rawValue)),
      "classes": .array(
        DisclosureClass.allCases.filter(classes.contains).map { .string($0.rawValue) }),
    ]
    if console.isJSON { try console.data.write(json.text) }
    console.talk.say("The read models were made anew from \(position) events.")
    if classes != [.public] {
      console.talk.warn(
        "values of these classes stand in the clear in \(ledger.folder.models): \(classes.inWords)")
    }
  }
}
