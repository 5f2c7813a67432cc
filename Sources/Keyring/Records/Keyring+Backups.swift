import Foundation
import Synchronization

extension Keyring {
  /// Every copy of the keys that was made from this folder, in order.
  public var backups: [BackupRecord] {
    get throws(KeyringFault) { try folder.backups.read() }
  }

  /// Copies the keys, the records and the log's key into a new folder, and opens the copy.
  ///
  /// The copy is recorded before it holds a key, so that a report of an erasure names it whatever
  /// happens. If it does not succeed, copy and record are taken back.
  public func backup(to path: String, at time: String) throws(KeyringFault) {
    guard access == .readWrite else { throw .readOnly }
    let copy = KeysFolder(path: URL(filePath: path).path)
    try files.withLock { files throws(KeyringFault) in
      try lock.hold(for: access) { () throws(KeyringFault) in
        try readOn(&files)
        try files.ring.sync()
        try Files.makeFolder(copy.path)
        let count = table.withLock { $0.entries.count }
        let record = BackupRecord(path: copy.path, time: time, keys: count, epoch: epoch)
        let end = try folder.backups.append(record)
        do throws(KeyringFault) {
          try fill(copy, like: record)
        } catch {
          try? discard(copy)
          try folder.backups.cut(to: end)
          throw error
        }
      }
    }
  }

  private func fill(_ copy: KeysFolder, like record: BackupRecord) throws(KeyringFault) {
    for name in try Files.names(in: folder.path) where folder.isCopied(name, in: record.epoch) {
      try Files.write(try Files.read(folder.path + "/" + name), to: copy.path + "/" + name)
    }
    try Files.sync(folder: copy.path)
    let opened = try Keyring(folder: copy.path, ledger: ledger, access: .readOnly)
    let keys = table.withLock { $0.entries.keys }
    guard opened.epoch == record.epoch, opened.table.withLock({ $0.entries.keys == keys }) else {
      throw .damaged(path: copy.path, problem: "the copy holds other keys than its original")
    }
  }

  private func discard(_ copy: KeysFolder) throws(KeyringFault) {
    for name in try Files.names(in: copy.path) {
      try Files.overwrite(copy.path + "/" + name)
      try Files.remove(copy.path + "/" + name)
    }
    rmdir(copy.path)
  }
}
