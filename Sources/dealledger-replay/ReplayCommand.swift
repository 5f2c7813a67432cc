import ArgumentParser
import Replay
import Synchronization
import Transparency

/// Replays a ledger for an auditor: it opens it for reading only, and prints a certificate.
@main struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dealledger-replay",
    abstract:
      "Verify a ledger or an audit bundle from its bytes, without trusting whoever keeps it.",
    discussion: """
      Level 1 looks at the file and its rows; level 2 at every line, the Merkle tree, all \
      checkpoints and the indexes; level 3 whether every event is legal, and decides every \
      command again; level 4 rebuilds the read models aside and compares them. PATH is the folder \
      of a ledger, of its log, or of a copy of either, or an audit bundle. Nothing is written.

      Without --checkpoint and --key it shows that the ledger agrees with itself. With a \
      checkpoint that you kept, and the key from a source that you trust, it also shows that \
      history is the one that was signed then. Without the ledger's keys, sealed values and stored \
      commands stay closed: levels 1 and 2 and the legality of every event are checked, and no \
      command is decided again. What was erased is counted, and is no fault.

      Of a bundle level 1 looks at its form, level 2 at lines, proofs and the checkpoint, level 3 \
      at whether every event is legal; no command is decided again. It needs --key: nothing else \
      vouches for a bundle.

      EXAMPLES
        dealledger-replay /srv/ledger
        dealledger-replay backup/2026-11 --level 3 --json
        dealledger-replay /srv/ledger --checkpoint kept.txt --key "$(cat log.vkey)"
        dealledger-replay /srv/ledger --since 120000
        dealledger-replay backup/2026-11 --keys /mnt/keys
        dealledger-replay D06.bundle --key "$(cat log.vkey)" --checkpoint kept.txt

      EXIT STATUS
        0 it holds, 1 it does not hold, 2 cannot tell, 64 usage, 66 no ledger there
      """)

  @Argument(help: ArgumentHelp("The ledger, its log, a backup, or a bundle.", valueName: "path"))
  var path: String

  @Option(help: ArgumentHelp("How deep to look, 1 to 4.", valueName: "n"))
  var level = ReplayLevel.models.rawValue

  @Option(
    help: ArgumentHelp("Decide only commands from this position on again.", valueName: "size"))
  var since: UInt64 = 0

  @Option(
    help: ArgumentHelp("A checkpoint that you kept, a signed note; needs --key.", valueName: "file")
  )
  var checkpoint: String?

  @Option(help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "The folder of the keys that open sealed values; by default keys in the ledger's folder.",
      valueName: "path"))
  var keys: String?

  @Flag(help: "Print the certificate as one JSON object.")
  var json = false

  @Flag(help: "Print nothing but faults of this program: the exit status says it all.")
  var quiet = false

  @Flag(help: "No colours.")
  var noColor = false

  func validate() throws {
    guard ReplayLevel(rawValue: level) != nil else {
      throw ValidationError("There is no level \(level): give 1, 2, 3 or 4.")
    }
    guard checkpoint == nil || key != nil else {
      throw ValidationError(
        "A checkpoint proves nothing without a key: give --key as well, from a source you trust.")
    }
  }

  func run() throws {
    guard let source = ReplaySource.find(at: path) else {
      throw Complaint.noLedger(path).exit()
    }
    if case .bundle = source, since > 0 {
      throw ValidationError("Of a bundle no command is decided again: leave out --since.")
    }
    let certificate = try certificate(of: source, try options())
    if !quiet { show(certificate) }
    throw ExitCode(certificate.exitCode)
  }

  private func certificate(
    of source: ReplaySource, _ options: ReplayOptions
  ) throws -> Certificate {
    let progress = Mutex(ProgressLine(isShown: !quiet))
    defer { progress.withLock { $0.clear() } }
    do throws(ReplayFault) {
      return try source.verify(options) { now in
        progress.withLock { $0.show(now) }
      }
    } catch {
      progress.withLock { $0.clear() }
      throw Complaint.fault(error).exit()
    }
  }

  private func show(_ certificate: Certificate) {
    guard !json else { return print(certificate.json) }
    print(Palette(noColor: noColor).paint(certificate.text), terminator: "")
  }

  private func options() throws -> ReplayOptions {
    var options = ReplayOptions(
      level: ReplayLevel(rawValue: level) ?? .models, since: since, keys: keys)
    if let key {
      do throws(NoteFault) {
        options.key = try NoteVerifierKey(parsing: key)
      } catch {
        throw ValidationError(
          "--key is not a verifier key such as name+1a2b3c4d+AbCd…: print it with"
            + " dealledger checkpoint key.")
      }
    }
    if let checkpoint {
      guard let note = readFile(checkpoint) else { throw Complaint.noFile(checkpoint).exit() }
      options.checkpoint = note
    }
    return options
  }
}
