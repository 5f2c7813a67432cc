import ArgumentParser
import EventLog
import Ledger
import Transparency

struct WitnessName: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "name",
    abstract: "Record who is to cosign each checkpoint of this ledger: the whole list.",
    discussion: """
      The list is an event, and only another such event changes it. Whoever is named now has to be \
      in the list, unless --replace says that it may get shorter. Addresses are not recorded: they \
      lie beside the keys.

      Examples:
        dealledger witness name "$(cat ministry.vkey)" https://witness.ministry.example.th/
        dealledger witness name --replace
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp("A witness's key, then its address.", valueName: "vkey url"))
  var witnesses: [String] = []

  @Flag(help: "Drop those who are named now and are not in this list.")
  var replace = false

  func validate() throws {
    guard witnesses.count.isMultiple(of: 2) else {
      throw ValidationError("Give each witness's key and its address: VKEY URL.")
    }
    guard !witnesses.isEmpty || replace else {
      throw ValidationError("Give VKEY URL, or --replace to name nobody.")
    }
  }

  func run(_ console: Console) async throws {
    let addresses = try stride(from: 0, to: witnesses.count, by: 2).map { index in
      try WitnessAddress(
        try CosignatureVerifierKey(trusted: witnesses[index]), at: witnesses[index + 1])
    }
    let ledger = try console.open(.readWrite)
    defer { ledger.close() }
    let isRecorded = try await ledger.name(addresses, mayDrop: replace)
    let json: JSON = [
      "recorded": .boolean(isRecorded), "witnesses": .array(try ledger.witnesses().map(\.json)),
    ]
    guard !console.isJSON else { return try console.data.write(json.text) }
    let names = addresses.map(\.key.name).joined(separator: ", ")
    try console.data.write(
      "To cosign\(isRecorded ? " from here on" : ", as before"): \(names.isEmpty ? "nobody" : names)."
    )
  }
}

struct WitnessNames: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "List who is to cosign this ledger's checkpoints, and where they are asked.",
    discussion: "Example:\n  dealledger witness names --json")

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let witnesses = try console.open(.readOnly).witnesses()
    guard !console.isJSON else { return try console.writeArray(witnesses.map(\.json)) }
    var table = Table([.init(head: "witness"), .init(head: "address"), .init(head: "key")])
    for witness in witnesses {
      table.add([
        .init(witness.key.name), .init(witness.url ?? "not known here"), .init("\(witness.key)"),
      ])
    }
    try console.write(table)
    if witnesses.isEmpty { console.talk.say("Nobody is named: see `dealledger witness name`.") }
  }
}

extension Ledger.NamedWitness {
  fileprivate var json: JSON {
    ["name": .string(key.name), "key": .string("\(key)"), "url": .text(url)]
  }
}
