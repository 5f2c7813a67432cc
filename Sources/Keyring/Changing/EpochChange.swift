/// Writes the keys anew under a new epoch key, and destroys the old one.
struct EpochChange: Sendable {
  let folder: KeysFolder
  let observer: ChangeObserver

  /// Brings the new pair of files into being beside the old one.
  func write(_ entries: some Sequence<KeyTable.Entry>, under key: EpochKey) throws(KeyringFault) {
    let keyPath = folder.epochKey(key.epoch)
    let ringPath = folder.ring(key.epoch)
    observer(.draftEpochKey)
    try Files.write(key.fileText, to: KeysFolder.draft(of: keyPath))
    observer(.draftRing)
    try Files.write(try text(of: entries, under: key), to: KeysFolder.draft(of: ringPath))
    observer(.syncDrafts)
    try Files.sync(folder: folder.path)
    observer(.renameEpochKey)
    try Files.rename(KeysFolder.draft(of: keyPath), to: keyPath)
    observer(.renameRing)
    try Files.rename(KeysFolder.draft(of: ringPath), to: ringPath)
    observer(.syncNames)
    try Files.sync(folder: folder.path)
  }

  /// Destroys every epoch key but the current one, and then their rings.
  func removeStale() throws(KeyringFault) {
    let listing = try FolderListing(folder)
    for path in listing.staleKeys {
      observer(.overwriteOldKey)
      try Files.overwrite(path)
      observer(.removeOldKey)
      try Files.remove(path)
    }
    if !listing.staleKeys.isEmpty {
      observer(.syncKeyRemoval)
      try Files.sync(folder: folder.path)
    }
    for path in listing.staleRings {
      observer(.removeOldRing)
      try Files.remove(path)
    }
    if !listing.staleRings.isEmpty {
      observer(.syncRingRemoval)
      try Files.sync(folder: folder.path)
    }
  }

  /// Gives the second of two files its name where a crash came between them.
  func finishRenaming() throws(KeyringFault) {
    guard let newest = try FolderListing(folder).newest else { return }
    let current = try FolderListing(folder).current()
    if current.key != folder.epochKey(newest) {
      try Files.rename(current.key, to: folder.epochKey(newest))
    }
    if current.ring != folder.ring(newest) {
      try Files.rename(current.ring, to: folder.ring(newest))
    }
    try Files.sync(folder: folder.path)
  }

  private func text(
    of entries: some Sequence<KeyTable.Entry>, under key: EpochKey
  ) throws(KeyringFault) -> [UInt8] {
    var text = RingText.header(key)
    for entry in entries {
      text.append(contentsOf: try RingText.line(entry.key, of: entry.owner, under: key))
    }
    return text
  }
}
