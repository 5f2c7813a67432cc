import ArgumentParser
import Bundles
import DealRecords
import Deals
import EventLog
import Ledger
import Transparency

struct ExportBundle: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "An audit bundle: events with all that proves them, in one file.",
    discussion: """
      Whoever has the bundle and the log's key verifies it with `dealledger-replay`, or from \
      docs/format.md, without the ledger. It holds stored lines and sealed boxes, and opens nothing. \
      Of one deal it shows that no event is missing; of one type it does not.

      The newest state is signed first. With --as-signed, and where the log's key is not at hand, \
      the newest checkpoint is taken as it is.

      Examples:
        dealledger export bundle -o all.bundle
        dealledger export bundle --deal D06 --with-requests -o D06.bundle
        dealledger export bundle --after 120000 -o november.bundle
      """)

  @OptionGroup var global: GlobalOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file, which is not there yet.", valueName: "path"),
    completion: .file())
  var output: String

  @Option(help: ArgumentHelp("Only the events of this deal.", valueName: "deal"))
  var deal: Identifier?

  @Option(
    help: ArgumentHelp("Only the events of this stream, such as party/caih.", valueName: "stream"))
  var subject: String?

  @Option(
    help: ArgumentHelp("Only events of this type, such as deal.signed.v1.", valueName: "type"))
  var type: String?

  @Option(
    help: ArgumentHelp("Only events behind the first so many, kept from before.", valueName: "size")
  )
  var after: UInt64?

  @Flag(help: "Also the sealed commands.")
  var withRequests = false

  @Flag(help: "Also the refused attempts, which no checkpoint covers.")
  var withRefusals = false

  @Flag(help: "Sign nothing: take the newest checkpoint that is there.")
  var asSigned = false

  func validate() throws {
    guard [deal?.text, subject, type, after.map(String.init)].compactMap(\.self).count <= 1 else {
      throw ValidationError("Choose one of --deal, --subject, --type and --after.")
    }
    if withRefusals, deal != nil || subject != nil {
      throw ValidationError(
        "A refusal does not say what it was about: leave out --with-refusals, or the filter.")
    }
    if let subject, (try? StreamName(subject)) == nil {
      throw ValidationError("\(subject) is no name of a stream: give one such as deal/D06.")
    }
  }

  func run(_ console: Console) async throws {
    let file = try DraftFile(for: output)
    let ledger = try await signed(console)
    defer { ledger.close() }
    let export = try BundleExport(order, of: ledger.store, signed: try newestNote(of: ledger))
    let written = try write(export, to: file, console)
    try tell(written, console)
  }

  private var filter: BundleFilter? {
    if let deal { return .subject(Subject.deal(deal).stream) }
    if let subject, let stream = try? StreamName(subject) { return .subject(stream) }
    return type.map(BundleFilter.type)
  }

  private var order: BundleOrder {
    BundleOrder(
      filter: filter, from: after ?? 0,
      with: (withRequests ? [.requests] : []) + (withRefusals ? [.refusals] : []))
  }

  /// The ledger, its newest state signed where that can be.
  private func signed(_ console: Console) async throws -> Ledger {
    guard !asSigned else { return try console.open(.readOnly) }
    let ledger = try console.open(.readOnly)
    guard ledger.hasLogKey else {
      console.talk.warn(
        "the log's key is not at hand, so that nothing is signed: the bundle ends with the newest"
          + " checkpoint (--keys names the folder of the key)")
      return ledger
    }
    ledger.close()
    let writing = try console.open(.readWrite)
    do {
      if case .subject = filter { try await writing.recordHeads() }
      _ = try await writing.createCheckpoint()
      return writing
    } catch {
      writing.close()
      throw error
    }
  }

  private func newestNote(of ledger: Ledger) throws -> SignedNote {
    guard let newest = try ledger.checkpoints().last,
      let note = try? SignedNote(parsing: newest.note.span.bytes)
    else { throw BundleExportFault.noCheckpoint }
    return note
  }

  private func write(
    _ export: consuming BundleExport, to file: DraftFile, _ console: Console
  ) throws -> BundleExport {
    let interruption = Interruption {
      file.discard()
      Interruption.endProcess()
    }
    defer { interruption.end() }
    var progress = Progress("events", of: Int(export.progress.total), on: console.talk)
    defer { progress.finish() }
    var page: [UInt8] = []
    page.reserveCapacity(Self.pageSize + (1 << 18))
    while try export.write(to: &page, filling: Self.pageSize - page.count) {
      guard page.count >= Self.pageSize else { continue }
      try file.write(page)
      page.removeAll(keepingCapacity: true)
      progress.advance(to: Int(export.progress.done))
    }
    try file.write(page)
    try file.settle()
    return export
  }

  /// In bytes.
  private static let pageSize = 1 << 20

  private func tell(_ export: BundleExport, _ console: Console) throws {
    let counts = export.counts
    let complete = export.completeUpTo
    if console.isJSON {
      let json: JSON = [
        "path": .string(output), "size": .integer(Int(export.size)),
        "events": .integer(Int(counts.events)), "requests": .integer(Int(counts.requests)),
        "refusals": .integer(Int(counts.refusals)),
        "completeUpTo": .number(complete.map { Int($0) }),
      ]
      try console.data.write(json.text)
    }
    console.talk.say(
      "\(Int(counts.events).counted("event")) written to \(output), under the checkpoint of"
        + " \(Int(export.size).counted("event")).")
    console.talk.say(
      complete.map { "It is complete up to position \($0)." }
        ?? "Nothing in it shows that no other event has this type.")
  }
}
