import Synchronization

extension Keyring {
  /// Destroys keys for good: those that `record` names, or else all that the owners have.
  ///
  /// It is durable when it returns; from the record on, an interruption is completed at the next
  /// opening for writing. A record is obeyed once: given again, with whatever owners, it changes
  /// nothing, so that a key which an owner was given since stays. Name all owners at once.
  public func erase(_ record: ErasureRecord, owners: [KeyOwner]) throws(KeyringFault) {
    precondition(record.mode == .erase, "the record orders \(record.mode)")
    try changing { files throws(KeyringFault) in
      if try begin(record, owners, &files) { try writeAnew(&files) }
    }
  }

  public func erase(_ record: ErasureRecord, owner: KeyOwner) throws(KeyringFault) {
    try erase(record, owners: [owner])
  }

  /// Keeps keys and hides what they seal, now and later; chooses them as `erase` does.
  public func restrict(_ record: ErasureRecord, owners: [KeyOwner]) throws(KeyringFault) {
    precondition(record.mode == .restrict, "the record orders \(record.mode)")
    try changing { files throws(KeyringFault) in _ = try begin(record, owners, &files) }
  }

  public func restrict(_ record: ErasureRecord, owner: KeyOwner) throws(KeyringFault) {
    try restrict(record, owners: [owner])
  }

  /// Wraps every key anew under a new epoch key, and destroys the old one.
  ///
  /// Data keys stay as they are. Backups made before open with the old epoch key that lies in them.
  public func rotate() throws(KeyringFault) {
    try changing { files throws(KeyringFault) in try writeAnew(&files) }
  }

  /// Records what is begun, and obeys it in memory; answers whether keys are to be destroyed.
  private func begin(
    _ record: ErasureRecord, _ owners: [KeyOwner], _ files: inout RingFiles
  ) throws(KeyringFault) -> Bool {
    guard let named = table.withLock({ $0.naming(record, owners) }) else { return false }
    change.observer(.recordErasure)
    try folder.erasures.append(named)
    files.erasuresMark = try Files.mark(of: folder.erasures.path)
    return table.withLock { $0.obey(named) }
  }

  private func writeAnew(_ files: inout RingFiles) throws(KeyringFault) {
    var loaded = LoadedRing(files, table.withLock { $0 })
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
