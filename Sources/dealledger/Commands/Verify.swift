import ArgumentParser
import Glibc
import Replay
import Transparency

struct Verify: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay the ledger, and say whether it holds and where it does not.",
    discussion: """
      Level 1 looks at storage; 2 at every line, the tree, checkpoints and indexes; 3 at whether \
      every event is legal and every command decided again comes to the same; 4 at every read model.
      Exit code 0: it holds; 1: it does not; 2: that cannot be told.

      Examples:
        dealledger verify
        dealledger verify --level 2 --json
        dealledger verify --checkpoint kept.checkpoint --key "$(cat ledger.vkey)"
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("How deep to look, 1 to 4.", valueName: "n"))
  var level = ReplayLevel.models.rawValue

  @Option(
    help: ArgumentHelp("Decide only commands from this position on again.", valueName: "size"))
  var since: UInt64 = 0

  @Option(
    help: ArgumentHelp("A checkpoint that you kept; needs --key.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "A witness that must have cosigned; may be given more than once.", valueName: "vkey"))
  var witness: [String] = []

  func validate() throws {
    guard ReplayLevel(rawValue: level) != nil else {
      throw ValidationError("There is no level \(level): give 1, 2, 3 or 4.")
    }
    guard checkpoint == nil || key != nil else {
      throw ValidationError("A checkpoint proves nothing without a key: give --key as well.")
    }
  }

  func run(_ console: Console) async throws {
    var options = try options
    options.keys = console.location.keys
    let certificate = try Self.certificate(of: console.location.ledger, options, console)
    if console.isJSON {
      try console.data.write(certificate.json)
    } else {
      try console.write(certificate)
    }
    guard let status = ExitStatus(rawValue: certificate.exitCode), status == .ok else {
      throw Conclusion(status: ExitStatus(rawValue: certificate.exitCode) ?? .cannotTell)
    }
  }

  private var options: ReplayOptions {
    get throws {
      var options = ReplayOptions(level: ReplayLevel(rawValue: level) ?? .models, since: since)
      options.key = try key.map { try NoteVerifierKey(trusted: $0) }
      options.witnesses = try witness.map { try CosignatureVerifierKey(trusted: $0) }
      options.checkpoint = try checkpoint.map(readFile)
      return options
    }
  }

  static func certificate(
    of path: String, _ options: ReplayOptions, _ console: Console
  ) throws -> Certificate {
    try console.requireReadable(path)
    guard let folder = LedgerFolder.find(at: path) else {
      throw Failure(ReplayFault.noLedger(path: path))
    }
    let progress = StagedProgress(on: console.talk)
    defer { progress.finish() }
    return try Verifier(folder, options: options).run { now in
      progress.advance(now.stage.rawValue, to: now.done, of: now.total)
    }
  }
}

extension Console {
  /// Writes a certificate as people read it.
  func write(_ certificate: Certificate) throws {
    for line in certificate.text.lines {
      try data.write(line.map { screen.paint($0.text.printable, $0.style.tone) }.joined())
    }
  }
}

extension CertificateText.Style {
  fileprivate var tone: Tone {
    switch self {
    case .plain: .plain
    case .heading: .strong
    case .good: .good
    case .bad: .bad
    case .unsure: .warning
    case .quiet: .faint
    }
  }
}
