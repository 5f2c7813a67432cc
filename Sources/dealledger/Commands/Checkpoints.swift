import ArgumentParser
import EventLog
import Ledger
import Transparency

struct Checkpoints: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Sign the head of the tree, and check signed heads.",
    discussion: """
      A checkpoint is a C2SP signed note. Keep copies where the ledger's operator cannot reach them: \
      with one of them anybody can show later that lines were changed or taken away.
      """,
    subcommands: [Create.self, List.self, Key.self, Verify.self, ChangeKey.self])

  struct Create: LedgerCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign the head of the tree as it stands, and print the signed note.",
      discussion: "Example:\n  dealledger checkpoint create > today.checkpoint")

    @OptionGroup var global: GlobalOptions

    @Flag(
      help: ArgumentHelp(
        "Record first where every deal ends, so that bundles of single deals show that nothing is"
          + " missing."))
    var heads = false

    func run(_ console: Console) async throws {
      let ledger = try console.open(.readWrite)
      defer { ledger.close() }
      if heads { try await ledger.recordHeads() }
      let note = try await ledger.createCheckpoint()
      if console.isJSON {
        try console.data.write(try SignedHead(note).json.text)
      } else {
        try console.data.writeRaw(Array(note.rendered.utf8))
      }
    }
  }

  struct List: LedgerCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the checkpoints, the oldest first.",
      discussion: "Example:\n  dealledger checkpoint list --json")

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws {
      let ledger = try console.open(.readOnly)
      let heads = try ledger.checkpoints().map { try SignedHead($0.note) }
      guard !console.isJSON else { return try console.writeArray(heads.map(\.json)) }
      var table = Table([
        .init(head: "size", alignment: .right), .init(head: "root"), .init(head: "origin"),
      ])
      for head in heads {
        table.add([.init("\(head.size)"), .init(head.root), .init(head.origin)])
      }
      try console.write(table)
      if heads.isEmpty {
        console.talk.say("No checkpoint yet: sign one with `dealledger checkpoint create`.")
      }
    }
  }

  struct Key: LedgerCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the key that verifies this ledger's checkpoints.",
      discussion: "Example:\n  dealledger checkpoint key > ledger.vkey")

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws {
      let key = try console.open(.readOnly).verifierKey
      let json: JSON = ["key": .string(key)]
      try console.data.write(console.isJSON ? json.text : key)
    }
  }

  struct ChangeKey: LedgerCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sign with a new key from now on, and print it.",
      discussion: """
        The change is an event. Trees that hold it are signed with the new key; what the old one \
        signs from there on is refused. Tell everybody who keeps the old key, the witnesses above \
        all, by a way that they trust.

        Example:
          dealledger checkpoint change-key > ledger.vkey
        """)

    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws {
      let ledger = try console.open(.readWrite)
      defer { ledger.close() }
      let key = try await ledger.changeLogKey().description
      let json: JSON = ["key": .string(key)]
      try console.data.write(console.isJSON ? json.text : key)
    }
  }

  struct Verify: LedgerCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a checkpoint's signature with a key that you trust; needs no ledger.",
      discussion: """
        Example:
          dealledger checkpoint verify today.checkpoint --key "$(cat ledger.vkey)"
        """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The file with the signed note.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The verification key, name+id+base64.", valueName: "vkey"))
    var key: String

    func run(_ console: Console) async throws {
      let head = try SignedHead(try readFile(file), signedWith: key)
      if console.isJSON {
        try console.data.write(head.json.text)
      } else {
        try console.data.write(
          "The signature holds: \(head.origin) had \(head.size) events, with the root \(head.root)."
        )
      }
    }
  }
}
