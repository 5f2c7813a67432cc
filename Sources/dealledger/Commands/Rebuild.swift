import ArgumentParser
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

      Example:
        dealledger rebuild
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The read models; by default all.")
  var name: [String] = []

  func validate() throws {
    let known = ReadModels.projections.map { $0.name }
    if let unknown = name.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no read model \(unknown): there are \(known.joined(separator: " and ")).")
    }
  }

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    let models = ReadModels(folder: ledger.folder.models)
    var progress = Progress("events", of: Int(try ledger.size), on: console.talk)
    try models.rebuild(from: ledger.store) { done, _ in progress.advance(to: Int(done)) }
    progress.finish()
    let position = try models.position
    let json: JSON = [
      "models": .array(ReadModels.projections.map { .string($0.name) }),
      "position": .integer(Int(position.rawValue)),
    ]
    if console.isJSON { try console.data.write(json.text) }
    console.talk.say("The read models were made anew from \(position) events.")
  }
}
