import ArgumentParser
import DealRecords
import Deals
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
      of another history. Where the folder of keys is at hand (--keys), the last head that was \
      signed is found in it, and compared without being asked for.

      --accept-loss goes on without what is missing: a line says what was lost, and source, origin \
      and key are new ones from there on, so that no position that others hold is given out twice. \
      Without BACKUP it does so for the ledger in its place, which an older copy has come to be in.

      Examples:
        dealledger restore /media/backups/2026-11-21 --ledger /srv/deals --keys /srv/keys
        dealledger restore /media/backups/2026-11-21 --ledger /srv/deals \\
          --checkpoint kept.checkpoint --key "$(cat ledger.vkey)"
        dealledger restore --accept-loss --ledger /srv/deals --keys /srv/keys
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The folder that `dealledger backup` wrote.", completion: .directory)
  var backup: String?

  @Option(
    help: ArgumentHelp("A checkpoint that you kept; needs --key.", valueName: "file"),
    completion: .file())
  var checkpoint: String?

  @Option(help: ArgumentHelp("The log's key, from a source that you trust.", valueName: "vkey"))
  var key: String?

  @Flag(help: "Go on without the events that were signed and are missing, in a new epoch.")
  var acceptLoss = false

  func validate() throws {
    guard backup != nil || acceptLoss else {
      throw ValidationError(
        "Give the folder of a backup, or --accept-loss for the ledger in place.")
    }
    guard backup != nil || checkpoint == nil else {
      throw ValidationError("A checkpoint is compared with a backup: give that as well.")
    }
    guard checkpoint == nil || key != nil else {
      throw ValidationError("A checkpoint proves nothing without a key: give --key as well.")
    }
  }

  func run(_ console: Console) async throws {
    if let backup { try restore(backup, console) }
    guard acceptLoss else { return }
    let restored = try await Ledger.acceptLoss(
      at: console.location.ledger, keys: console.location.keys, boot: Boot.current())
    guard !console.isJSON else { return try console.data.write(restored.json.text) }
    try console.data.write(restored.key.text)
    console.talk.say(
      "Epoch \(restored.epoch) has begun: a tree of \(restored.lostSize) events was signed and is"
        + " lost. The origin is \(restored.origin) now, and this is its key: tell everybody who"
        + " keeps the old one, the witnesses above all.")
  }

  private func restore(_ backup: String, _ console: Console) throws {
    var options = ReplayOptions(level: .decisions, keys: console.location.keys)
    options.key = try key.map { try NoteVerifierKey(trusted: $0) }
    options.checkpoint = try checkpoint.map(readFile)
    let path = console.location.ledger
    let start = ContinuousClock.now
    let source = try Backup(at: backup)
    try compare(source, with: console.location.keys, &options)
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

extension Restore {
  /// Has the copy compared with the last head that was signed, where the keys at hand know it and
  /// none was given.
  private func compare(
    _ source: Backup, with keys: String?, _ options: inout ReplayOptions
  ) throws {
    guard checkpoint == nil, !acceptLoss, let keys, let signed = try SignedBefore(inKeys: keys)
    else { return }
    guard signed.checkpoint.size <= source.description.size else {
      throw UpkeepFault.behind(
        path: source.path, size: source.description.size, signed: signed.checkpoint.size,
        keptAt: signed.path)
    }
    options.key = options.key ?? signed.key
    options.checkpoint = Array(signed.note.rendered.utf8)
  }
}

extension LedgerRestored {
  fileprivate var json: JSON {
    [
      "epoch": .integer(epoch.value), "origin": .string(origin.text), "key": .string(key.text),
      "lostSize": .integer(lostSize.value), "lostRoot": .string(lostRoot.text),
    ]
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
