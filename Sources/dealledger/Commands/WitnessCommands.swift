import ArgumentParser
import Ledger
import Transparency
import WitnessHTTP
import Witnesses

struct WitnessCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Cosign the checkpoints of other ledgers, and name those who cosign this one's.",
    discussion: """
      A witness remembers the last head of each log that it has seen, and cosigns only what extends \
      it: an operator who shows two histories, or rewrites one, does not get both cosigned. Witness \
      and log keep to C2SP tlog-witness, so that either may be another program.

      As a witness: init, trust, list, serve. As a log: name, names.
      """,
    subcommands: [
      WitnessInit.self, WitnessTrust.self, WitnessList.self, WitnessServe.self, WitnessName.self,
      WitnessNames.self,
    ])
}

struct WitnessInit: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a witness with its key, and print the key that verifies its cosignatures.",
    discussion:
      "Example:\n  dealledger witness init /srv/witness --name ministry.example.th/witness")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A folder that is not yet there.", completion: .directory)
  var folder: String

  @Option(help: "The name that its cosignatures carry, best a host and path.")
  var name: String

  func run(_ console: Console) async throws {
    let key = try WitnessFolder(folder).create(named: name)
    let json: JSON = ["key": .string("\(key)"), "path": .string(folder)]
    try console.data.write(console.isJSON ? json.text : "\(key)")
    console.talk.say("next: trust a log with `dealledger witness trust \(folder) --log VKEY`")
  }
}

struct WitnessTrust: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Cosign the checkpoints of a log from now on.",
    discussion: """
      While a log changes its key, trust both keys. A witness that is being served goes by it from \
      the next request on.

      Example:
        dealledger witness trust /srv/witness --log "$(cat ledger.vkey)"
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String

  @Option(help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var log: String

  @Option(help: "The first line of its checkpoints, where that is not the name of the key.")
  var origin: String?

  func run(_ console: Console) async throws {
    let log = try TrustedLog(try NoteVerifierKey(trusted: log), origin: origin)
    let isNew = try WitnessFolder(folder).trust(log)
    let json: JSON = [
      "origin": .string(log.origin), "key": .string("\(log.key)"), "new": .boolean(isNew),
    ]
    try console.data.write(
      console.isJSON
        ? json.text : "\(log.origin) is trusted\(isNew ? "" : ", and was before").".printable)
  }
}

struct WitnessList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the logs that a witness trusts, and the heads that it has cosigned last.",
    discussion: "Example:\n  dealledger witness list /srv/witness --json")

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String

  func run(_ console: Console) async throws {
    let folder = WitnessFolder(folder)
    let logs = try folder.logs().map { ($0, try folder.head(of: $0.origin)) }
    guard !console.isJSON else {
      return try console.writeArray(
        logs.map { log, head in
          [
            "origin": .string(log.origin), "key": .string("\(log.key)"),
            "size": head.map { .integer(Int(clamping: $0.size)) },
            "root": head.map { .string($0.root.base64) },
          ]
        })
    }
    var table = Table([
      .init(head: "origin"), .init(head: "size", alignment: .right), .init(head: "root"),
      .init(head: "key"),
    ])
    for (log, head) in logs {
      table.add([
        .init(log.origin), .init(head.map { "\($0.size)" } ?? "-"), .init(head?.root.base64 ?? "-"),
        .init(log.key.nameAndID),
      ])
    }
    try console.write(table)
  }
}

struct WitnessServe: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Answer logs that ask for cosignatures, until told to end.",
    discussion: """
      Prints the address under which it answers, and ends on Ctrl-C or SIGTERM. It speaks plain \
      HTTP: put a proxy with a certificate in front of it where others than this machine ask.

      Example:
        dealledger witness serve /srv/witness --port 8090
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The witness's folder.", completion: .directory)
  var folder: String

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 for any that is free.")
  var port = 8090

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port takes 0 to 65535.") }
  }

  func run(_ console: Console) async throws {
    let witness = try Witness(WitnessFolder(folder))
    let (talk, isJSON) = (console.talk, console.isJSON)
    let server = WitnessServer(witness) { talk.warn($0.printable) }
    do {
      try await server.run(host: host, port: port) { [host] port in
        let url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/"
        let json: JSON = ["url": .string(url), "key": .string("\(witness.verifierKey)")]
        let data = DataStream()
        try? data.write(isJSON ? json.text : url)
        try? data.flush()
      }
    } catch {
      throw Failure(
        .unavailable, "\(host), port \(port), cannot be listened on: \(error)",
        next: "choose another --host or --port")
    }
  }
}
