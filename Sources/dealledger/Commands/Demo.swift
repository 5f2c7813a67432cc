import ArgumentParser
import DealRecords
import Deals
import EventLog
import Foundation
import Ledger
import Projections
import Replay
import Synthetic
import Transparency

struct Demo: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a ledger, run deals through it, show one, and verify it all.",
    discussion: """
      The deals follow two news articles of September 2021. Whatever is invented says so, and the \
      about files beside the deals list what is not.

      With --deals it makes up as many deals as one likes, all of them invented and labelled so. The \
      same seed and years give the same commands. With --network it makes up the network of the \
      articles, beside the little that they name and all the figures that they publish.

      Examples:
        dealledger demo
        dealledger demo --ledger try-out --lang th
        dealledger demo --deals 10000 --seed 7 --ledger many
        dealledger demo --network --ledger network
      """)

  /// The deal whose timeline is shown.
  private static let shown = Identifier(text: "D05")

  @OptionGroup var global: GlobalOptions

  @Option(
    help: ArgumentHelp("The folder of the deals' command files.", valueName: "dir"),
    completion: .directory)
  var scenarios: String?

  @Option(help: ArgumentHelp("Make up so many deals instead.", valueName: "n"))
  var deals: Int?

  @Flag(help: "Make up the network: members, mechanisms, facilities, gatherings, trainings.")
  var network = false

  @Option(help: ArgumentHelp("What is made up is drawn from it.", valueName: "s"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("The first year of the invented deals.", valueName: "year"))
  var from: Int?

  @Option(help: ArgumentHelp("The last year of the invented deals.", valueName: "year"))
  var to: Int?

  func validate() throws {
    guard scenarios == nil || deals == nil && !network else {
      throw ValidationError("Give --scenarios, or what to make up, not both.")
    }
    guard seed == nil || deals != nil || network else {
      throw ValidationError("--seed goes with --deals or --network.")
    }
    guard let deals else {
      guard from == nil, to == nil else {
        throw ValidationError("--from and --to go with --deals.")
      }
      return
    }
    guard (1...1_000_000).contains(deals) else {
      throw ValidationError("--deals takes 1 to 1000000.")
    }
    guard 2000 <= years.from, years.from <= years.to, years.to <= 2100 else {
      throw ValidationError("--from and --to are years from 2000 to 2100, in this order.")
    }
  }

  private var years: (from: Int, to: Int) { (from ?? 2013, to ?? 2026) }

  func run(_ console: Console) async throws {
    if deals != nil || network {
      var demo = SyntheticDemo(try invention, at: global.ledger, console)
      return try await demo.run()
    }
    let path = global.ledger ?? NSTemporaryDirectory() + "dealledger-demo-\(UUID())"
    try Ledger.create(
      at: path, LedgerPlan(origin: "demo.example/dealledger", clock: .history))
    let ledger = try Ledger(at: path)
    defer { ledger.close() }
    try heading("A ledger of the past, made in \(path)", console)
    try await submit(to: ledger, console)
    let models = try console.models(of: ledger)
    try heading("The deals (what is marked so is invented)", console)
    try console.write(List.table(of: try models.deals(), in: console.language))
    if let deal = Self.shown {
      try heading("What happened to \(deal)", console)
      try Timeline(
        try ledger.events(of: .deal(deal), showing: console.classes)
          .map { try ToldEvent($0) }
      ).write(to: console)
    }
    try await certify(ledger, console)
    try heading("What to try next", console)
    for line in Self.suggestions(path) { try console.data.write(line) }
  }

  private var invention: Invention {
    get throws {
      let seed = seed ?? 1
      return Invention(
        deals: deals.map {
          SyntheticDeals(count: $0, seed: seed, years: years.from...years.to)
        },
        network: network ? SyntheticNetwork(seed: seed) : nil,
        files: network ? try Self.networkFiles() : [])
    }
  }

  private func submit(to ledger: Ledger, _ console: Console) async throws {
    let files = try commandFiles().map { try CommandFile(reading: $0) }
    let queue = CommandQueue(files, byTime: true)
    var outcomes: [String: Int] = [:]
    try await ledger.submit(queue.places.map(queue.command(at:))) { _, outcome in
      outcomes[outcome.name, default: 0] += 1
    }
    let counts = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    try console.data.write(
      "\(files.count) files of commands: \(counts.joined(separator: ", ")).")
  }

  /// The program as it was called, so that what is suggested can be pasted.
  private static var program: String { CommandLine.arguments.first ?? "dealledger" }

  private func certify(_ ledger: Ledger, _ console: Console) async throws {
    try heading("A checkpoint: the signed head of the tree", console)
    let note = try await ledger.createCheckpoint()
    try console.data.writeRaw(Array(note.rendered.utf8))
    try heading("The replay", console)
    ledger.close()  // the replay opens the log itself, and trusts nothing that is at hand
    try console.write(
      try Verify.certificate(of: ledger.folder.path, ReplayOptions(), console))
  }

  private func heading(_ text: String, _ console: Console) throws {
    try console.data.write("")
    try console.data.write(console.screen.paint(text, .strong))
    try console.data.write("")
  }

  private static func suggestions(_ path: String) -> [String] {
    [
      "show D06 --ledger \(path)",
      "history D06 --diff --ledger \(path)",
      "log --subject deal/D06 --ledger \(path)",
      "event 40 --proof --ledger \(path)",
      "export cloudevents -o deals.ndjson --ledger \(path)",
      "verify --ledger \(path)",
    ].map { "\(program) \($0)" }
  }
}

// MARK: Finding the deals

extension Demo {
  private func commandFiles() throws -> [String] {
    let folder =
      try scenarios
      ?? Self.nearest(
        "Schemas/scenarios",
        orElse: Failure(
          .noInput, "the project's deals are not near",
          next: "name the folder of command files with --scenarios DIR"))
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw Failure.reading(folder, ENOENT)
    }
    let files = names.filter { $0.hasSuffix(".ndjson") }.sorted().map { "\(folder)/\($0)" }
    guard !files.isEmpty else {
      throw Failure(
        .noInput, "\(folder) holds no command files", next: "name another with --scenarios DIR")
    }
    return files
  }

  /// What the articles name of the network, and the figures that were published of it.
  private static func networkFiles() throws -> [CommandFile] {
    let folder = try nearest(
      "Schemas/network",
      orElse: Failure(
        .noInput, "the project's files of the network are not near",
        next: "run the program in the project's folder"))
    return try ["seeds", "figures"].map { try CommandFile(reading: "\(folder)/\($0).ndjson") }
  }

  /// A folder of the project, looked for from here and from the program upwards.
  private static func nearest(_ name: String, orElse failure: Failure) throws -> String {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    for start in [URL(filePath: FileManager.default.currentDirectoryPath), program] {
      var folder = start
      while folder.path != "/" {
        let found = folder.appending(path: name).path
        if FileManager.default.fileExists(atPath: found) { return found }
        folder.deleteLastPathComponent()
      }
    }
    throw failure
  }
}
