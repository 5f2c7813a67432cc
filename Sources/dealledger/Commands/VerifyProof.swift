import ArgumentParser
import Transparency

struct VerifyProof: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-proof",
    abstract: "Check a proof with a key that you trust; needs no ledger.",
    discussion: """
      Takes what `dealledger proof` wrote, as text or JSON, and any C2SP tlog-proof of a log whose \
      leaves are lines. Exit code 0: it proves what is said; 1: it does not, and nothing in the \
      file may be believed; 65: it is no proof.

      Examples:
        dealledger verify-proof line-41.tlog-proof --key "$(cat ledger.vkey)"
        dealledger verify-proof line-41.tlog-proof --key "$(cat ledger.vkey)" --line line-41.json
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The file with the proof.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "The log's key, from a source that you trust; again for each that it has had.",
      valueName: "vkey"))
  var key: [String]

  @Option(
    help: ArgumentHelp(
      "The line that is to be in the tree; by default the one in the proof.", valueName: "path"),
    completion: .file())
  var line: String?

  func validate() throws {
    guard !key.isEmpty else { throw ValidationError("Give --key, from a source that you trust.") }
  }

  func run(_ console: Console) async throws {
    let keys = try key.map { try NoteVerifierKey(trusted: $0) }
    switch try ProofFile(try readFile(file), from: file) {
    case .inclusion(let proof): try verify(proof, under: keys, console)
    case .consistency(let proof): try verify(proof, under: keys, console)
    }
  }

  private func verify(
    _ proof: TlogProof, under keys: [NoteVerifierKey], _ console: Console
  ) throws {
    let line = try line(of: proof)
    let head = try SignedHead(proof.note)
    try head.verify(under: keys)
    do throws(ProofFault) {
      try head.verify(proof, of: .leaf(line.span.bytes))
    } catch {
      throw fails("\(error)")
    }
    guard !console.isJSON else {
      let json: JSON = [
        "index": .integer(Int(proof.index)), "line": .string(String(decoding: line, as: UTF8.self)),
        "origin": .string(head.origin), "root": .string(head.root),
        "size": .integer(Int(head.size)),
      ]
      return try console.data.write(json.text)
    }
    try console.data.write(
      console.screen.paint("The proof holds", .good) + ": \(head.origin.printable) has this line at"
        + " position \(proof.index) of its \(head.size) events.")
    try console.data.write(String(decoding: line, as: UTF8.self).printable)
  }

  private func verify(
    _ proof: ConsistencyText, under keys: [NoteVerifierKey], _ console: Console
  ) throws {
    guard line == nil else {
      throw Failure.usage("\(file) proves no line", next: "leave --line out")
    }
    let heads = try [proof.older, proof.newer].compactMap { try $0.note.map(SignedHead.init) }
    for head in heads { try head.verify(under: keys) }
    do throws(ProofFault) { try proof.verify() } catch { throw fails("\(error)") }
    guard let origin = heads.first?.origin else {
      throw fails("nobody has signed either of its roots, so that nothing vouches for them")
    }
    guard heads.allSatisfy({ $0.origin.utf8.elementsEqual(origin.utf8) }) else {
      throw fails("its checkpoints are of two logs")
    }
    let unsigned = proof.unsigned
    guard !console.isJSON else {
      let json: JSON = [
        "from": .integer(Int(proof.older.size)), "origin": .string(origin),
        "to": .integer(Int(proof.newer.size)),
        "unsigned": .array(unsigned.map { .integer(Int($0)) }),
      ]
      return try console.data.write(json.text)
    }
    try console.data.write(
      console.screen.paint("The proof holds", .good) + ": \(origin.printable) with"
        + " \(proof.newer.size) events begins with all of its first \(proof.older.size).")
    for size in unsigned {
      try console.data.write(
        console.screen.paint("Unsigned", .warning)
          + ": nobody has signed the root of \(size) events.")
    }
  }

  /// The line that is to be in the tree, without the line feed that ends it in a file.
  private func line(of proof: TlogProof) throws -> [UInt8] {
    guard let path = line else {
      guard let line = proof.extra else {
        throw Failure.usage("the proof does not hold its line", next: "give it with --line FILE")
      }
      return line
    }
    var given = try readFile(path)
    if given.last == UInt8(ascii: "\n") { given.removeLast() }
    guard let own = proof.extra, own != given else { return given }
    throw fails("the line in \(path) is not the one in the proof")
  }

  private func fails(_ problem: String) -> Failure {
    Failure(
      .fault, "\(file) does not hold: \(problem)",
      next: "believe nothing that stands in it, and ask whoever gave it to you for the original")
  }
}
