import ArgumentParser
import DealRecords
import Deals
import EventLog
import Keyring
import Ledger

/// What is done to the keys themselves; what is done with them is in other commands.
struct KeyCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Check, back up and rotate the keys under which values are sealed.",
    discussion: """
      Keep the keys on another disk than the ledger, and their backups apart from the ledger's. \
      Without the keys everything public and all proofs still work, and nothing else does.
      """,
    subcommands: [KeyCheckCommand.self, KeyBackup.self, KeyRotate.self])
}

struct KeyRotate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Wrap every key anew under a new epoch key, and destroy the old one.",
    discussion: """
      For when the epoch key may have been seen. Others may submit meanwhile. Backups that were made \
      before open with the old key, which lies in them: destroy them, and back up anew.

      Example:
        dealledger key rotate
      """)

  @OptionGroup var global: GlobalOptions

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readWrite)
    defer { ledger.close() }
    let keyring = try ledger.requireVault().keyring
    try keyring.rotate()
    let backups = try keyring.backups
    guard !console.isJSON else {
      let told: JSON = [
        "epoch": .integer(keyring.epoch), "backupsBefore": .array(backups.map(\.json)),
      ]
      return try console.data.write(told.text)
    }
    try console.data.write("Every key is wrapped under the key of epoch \(keyring.epoch) now.")
    console.talk.say("next: make a new backup with `dealledger key backup PATH`")
    if !backups.isEmpty {
      console.talk.say("These open with older epoch keys: destroy them if one was seen.")
      for backup in backups { console.talk.say("  \(backup.path)  of \(backup.time)") }
    }
  }
}

struct KeyBackup: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the keys into a new folder, and note beside the keys that it was made.",
    discussion: """
      Whoever has the copy and the log can read everything: keep it as safe as the keys, and apart \
      from the log's backups. An erasure cannot reach it; `erasure report` names it.

      Example:
        dealledger key backup /media/safe/keys-2026-11-21
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "A folder that is not yet there.", completion: .directory)
  var path: String

  func run(_ console: Console) async throws {
    let ledger = try console.open(.readWrite)
    defer { ledger.close() }
    let keyring = try ledger.requireVault().keyring
    do throws(KeyringFault) {
      try keyring.backup(to: path, at: Instant.now.text)
    } catch {
      throw Failure(backup: error, at: path)
    }
    guard let record = try keyring.backups.last else { return }
    if console.isJSON {
      try console.data.write(record.json.text)
    } else {
      try console.data.write("\(record.keys) keys of epoch \(record.epoch) are at \(record.path).")
      console.talk.say("next: see whether it opens with `dealledger key check --keys \(path)`")
    }
  }
}

extension Failure {
  /// The folder of a backup is chosen by the caller, and so is what to do about it.
  fileprivate init(backup fault: KeyringFault, at path: String) {
    guard case .file(let file, _) = fault, file.hasPrefix(path) || path.hasSuffix(file) else {
      self.init(fault)
      return
    }
    let status = Failure(fault).status
    self.init(
      status == .denied ? .denied : .cannotCreate, "\(fault)",
      next: "name a folder that is not yet there, in one that you may write to")
  }
}

extension BackupRecord {
  var json: JSON {
    [
      "path": .string(path), "time": .string(time), "epoch": .integer(epoch),
      "keys": .integer(keys),
    ]
  }
}
