import ArgumentParser
import Ledger
import Replay
import Transparency

struct Restore: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put a backup into the place of a ledger, and replay it there before it answers.",
    discussion: """
      The place (--ledger) must be empty or not yet there. The copy appears in it only when it was \
      replayed there: every line, tree, checkpoint and event, and with the keys at hand (--keys) \
      every sealed value and every decision as well.

      What a backup cannot know is what came after it: those commands are lost. Give a checkpoint \
      that was signed later, if one was kept: the copy is then refused where it is behind it, or \
      of another history.

      Examples:
        dealledger restore /media/backups/2026-11-21 --ledger /srv/deals --keys /srv/keys
        dealledger restore /media/backups/2026-11-21 --ledger /srv/deals \\
          --checkpoint kept.checkpoint --key "$(cat ledger.vkey)"
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder that `dealledger backup` wrote.", completion: .directory)
  var backup: String

  @Option(
    help: ArgumentHelp("A checkpoint that you kept; needs --key.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var key: String?

  func validate() throws {
    guard checkpoint == nil || key != nil else {
      throw ValidationError("A checkpoint proves nothing without a key: give --key as well.")
    }
  }

  func run(_ console: Console) async throws {
    var options = ReplayOptions(level: .decisions, keys: console.location.keys)
    options.key = try key.map { try NoteVerifierKey(trusted: $0) }
    options.checkpoint = try checkpoint.map(readFile)
    let path = console.location.ledger
    let start = ContinuousClock.now
    let source = try Backup(at: backup)
    let copy = try console.drafting(path) { draft, progress in
      try source.restore(into: draft, options, progress: progress)
    }
    try copy.write(to: console, action: "Restored", at: path, after: start.duration(to: .now))
    guard !console.isJSON else { return }
    for note in copy.limits(checkpoint: checkpoint != nil) { console.talk.say(note) }
    console.talk.say(
      "next: \(console.location.keys == nil ? "put the keys into \(path)/keys (mode 0700), then " : "")"
        + "run `dealledger key check` and `dealledger verify`")
  }
}

extension VerifiedCopy {
  /// What the restored ledger is not, for the one who has to know.
  fileprivate func limits(checkpoint wasGiven: Bool) -> [String] {
    var notes = [
      "Commands after position \(description.size - 1) are not in it: whoever sent some since"
        + " \(description.made) has to send them again, under the same ids."
    ]
    if !wasGiven {
      notes.append("Nothing from outside was compared: a checkpoint that was kept would tell more.")
    }
    notes.append("The read models are made anew by the first question, or by `dealledger rebuild`.")
    return notes
  }
}
