import ArgumentParser
import Deals
import EventLog
import Ledger

struct BackUp: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the log into a new folder while others use it, and replay the copy there.",
    discussion: """
      The copy is the log as it stood at one moment; what was deleted is not in it. It appears under \
      its name only when it was replayed there (level 2) and is the beginning of this ledger, byte \
      for byte. Read models are not copied: they are made anew.

      The keys are not in it. Without them nothing that is sealed can ever be read again: copy them \
      with `dealledger key backup`, and keep the two apart.

      Examples:
        dealledger backup /media/backups/2026-11-21
        dealledger backup "/media/backups/$(date +%F)" --json --quiet
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(
    help: "A folder that is empty or not yet there, best on another disk.", completion: .directory)
  var path: String

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readOnly)
    defer { ledger.close() }
    let start = ContinuousClock.now
    let copy = try console.drafting(path) { draft, progress in
      try ledger.backup(into: draft, at: .now, progress: progress)
    }
    try copy.write(to: console, action: "Backup", at: path, after: start.duration(to: .now))
    guard !console.isJSON else { return }
    console.talk.say(
      """
      The keys are not in it, and nothing that is sealed can be read without them.
      next: copy them too with `dealledger key backup PATH`, and keep the two apart
      """)
  }
}

extension Console {
  /// Has a draft filled and put into its place; where that fails, or is interrupted, none is left.
  func drafting(
    _ path: String,
    _ fill: (DraftFolder, @escaping @Sendable (UpkeepProgress) -> Void) throws -> VerifiedCopy
  ) throws -> VerifiedCopy {
    let draft = try DraftFolder(for: path)
    for stray in draft.strays { talk.warn("a copy that was broken off left \(stray): remove it") }
    let interruption = Interruption {
      draft.discard()
      Interruption.endProcess()
    }
    defer { interruption.end() }
    let progress = StagedProgress(on: talk)
    defer { progress.finish() }
    do {
      return try fill(draft) { progress.advance($0.what, to: $0.done, of: $0.total) }
    } catch {
      draft.discard()
      throw error
    }
  }
}
