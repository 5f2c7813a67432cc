import ArgumentParser
import EventLog
import Ledger
import Transparency

struct Proof: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prove that a line is in a signed tree, or that one tree extends another.",
    discussion: """
      With a position: a C2SP tlog-proof of the line in the newest signed tree, or in the one of \
      --size, with the line itself as `extra`. With --from and --to: that the tree of the larger \
      size begins with all of the smaller one; a size that was never signed is told as unsigned. \
      No line is read but the one asked for, and no key is needed.

      Examples:
        dealledger proof 41 -o line-41.tlog-proof
        dealledger proof --from 100 --to 257 --json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The event's position in the log.")
  var position: GlobalPosition?

  @Option(help: ArgumentHelp("The size of the signed tree that it is in.", valueName: "n"))
  var size: UInt64?

  @Option(help: ArgumentHelp("The size of the older tree.", valueName: "n"))
  var from: UInt64?

  @Option(help: ArgumentHelp("The size of the newer tree.", valueName: "n"))
  var to: UInt64?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("A new file for the proof.", valueName: "path"),
    completion: .file())
  var output: String?

  func validate() throws {
    let isConsistency = from != nil && to != nil && position == nil && size == nil
    let isInclusion = position != nil && from == nil && to == nil
    guard isConsistency || isInclusion else {
      throw ValidationError("Give a position, with --size or without, or both --from and --to.")
    }
  }

  func run(_ console: Console) async throws {
    let file = output.map(NewFile.init)
    try file?.requireRoom()
    let proof = try make(LogProofs(try console.openLog()))
    let text = console.isJSON ? proof.json.text + "\n" : proof.text
    guard let file else { return try console.data.writeRaw(Array(text.utf8)) }
    try file.write(Array(text.utf8))
    console.talk.say("\(file.path): \(proof.summary)")
  }

  private func make(_ proofs: LogProofs) throws -> ProofFile {
    if let from, let to { return .consistency(try proofs.consistency(from: from, to: to)) }
    guard let position else { throw ValidationError("Give a position.") }
    let (proof, _) = try proofs.inclusion(of: position, inSize: size)
    return .inclusion(proof)
  }
}
