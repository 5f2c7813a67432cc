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

      With --retry nothing is made anew: streams that are parked, since a read model could not apply \
      one of their events, are taken up again there, as a version of the program can that knows \
      better. Those that stay parked are named, and the exit status is 65.

      Examples:
        dealledger rebuild
        dealledger rebuild --retry deals
        dealledger rebuild --as ministry
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The read models; by default all.")
  var name: [String] = []

  @Flag(help: "Take parked streams up again, and make nothing anew.")
  var retry = false

  func validate() throws {
    if retry, global.reader != nil {
      throw ValidationError("--retry keeps the classes that the read models show: leave out --as.")
    }
    let known = ReadModels.projections.map { $0.name }
    if let unknown = name.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no read model \(unknown): there are \(known.joined(separator: ", ")).")
    }
  }

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    guard !retry else { return try takeUpParked(of: ledger, console) }
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

  private func takeUpParked(of ledger: Ledger, _ console: Console) throws {
    let models = try console.models(of: ledger)
    let before = try models.parked().count
    let parked = try models.retry(name.isEmpty ? nil : Set(name), with: ledger.store)
    let left = try models.parked().count
    if console.isJSON {
      let json: JSON = [
        "takenUp": .integer(before - left),
        "parked": .array(parked.map { .string("\($0)") }),
      ]
      try console.data.write(json.text)
    }
    console.talk.say("Of \(before) parked streams \(before - left) were taken up again.")
    if !parked.isEmpty { throw ProjectionFault.stillParked(parked) }
  }
}
