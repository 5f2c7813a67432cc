import Synchronization

extension Keyring {
  /// Destroys keys for good: those that `record` names, or else all that `owner` has.
  ///
  /// It is durable when it returns; from the record on, an interruption is completed at the next
  /// opening for writing. A record of one deal and position is obeyed once: given again it changes
  /// nothing, so that a key which the owner was given since stays.
  public func erase(_ record: ErasureRecord, owner: KeyOwner) throws(KeyringFault) {
    precondition(record.mode == .erase, "the record orders \(record.mode)")
    try changing { files throws(KeyringFault) in
      guard let record = try begin(record, owner, &files) else { return }
      let ids = Set(record.keys)
      let isHeld = table.withLock { table in ids.contains { table.entries[$0] != nil } }
      if isHeld { try writeAnew(without: record, &files) }
    }
  }

  /// Keeps keys and hides what they seal, now and later; chooses them as `erase` does.
  public func restrict(_ record: ErasureRecord, owner: KeyOwner) throws(KeyringFault) {
    precondition(record.mode == .restrict, "the record orders \(record.mode)")
    try changing { files throws(KeyringFault) in _ = try begin(record, owner, &files) }
  }

  /// Wraps every key anew under a new epoch key, and destroys the old one.
  ///
  /// Data keys stay as they are. Backups made before open with the old epoch key that lies in them.
  public func rotate() throws(KeyringFault) {
    try changing { files throws(KeyringFault) in try writeAnew(without: nil, &files) }
  }

  /// Records what is begun, and answers with the keys named; nil where it was recorded before.
  private func begin(
    _ record: ErasureRecord, _ owner: KeyOwner, _ files: inout RingFiles
  ) throws(KeyringFault) -> ErasureRecord? {
    let known = table.withLock { $0 }
    guard !known.erasures.contains(where: record.isSame) else { return nil }
    let ids = record.keys.isEmpty ? known.keys(of: owner) : record.keys
    let named = record.naming(ids)
    change.observer(.recordErasure)
    try folder.erasures.append(named)
    files.erasuresMark = try Files.mark(of: folder.erasures.path)
    if record.mode == .restrict { table.withLock { $0.add(named) } }
    return named
  }

  private func writeAnew(
    without record: ErasureRecord?, _ files: inout RingFiles
  ) throws(KeyringFault) {
    var table = self.table.withLock { $0 }
    if let record { table.drop(record) }
    var loaded = LoadedRing(files, table)
    try loaded.replace(in: folder, change)
    install(loaded, &files)
  }

  /// Runs a change under the lock, on what the files say now.
  ///
  /// If it fails, they are read anew before the next use.
  private func changing(
    _ body: (inout RingFiles) throws(KeyringFault) -> Void
  ) throws(KeyringFault) {
    guard access == .readWrite else { throw .readOnly }
    try files.withLock { files throws(KeyringFault) in
      try lock.hold(for: access) { () throws(KeyringFault) in
        try readOn(&files)
        do throws(KeyringFault) {
          try body(&files)
        } catch {
          files.isDoubtful = true
          throw error
        }
      }
    }
  }
}
