import Synchronization

extension Keyring {
  /// Reads all files anew: every key unwraps, nobody else may read them, nothing is left over.
  public func check() throws(KeyringFault) -> KeyringReport {
    try files.withLock { _ throws(KeyringFault) in
      try lock.hold(for: .readOnly) { () throws(KeyringFault) in try report() }
    }
  }

  private func report() throws(KeyringFault) -> KeyringReport {
    let names = try Files.names(in: folder.path)
    for name in names { _ = try Files.mark(of: folder.path + "/" + name) }
    let listing = try FolderListing(folder)
    let table = try LoadedRing(reading: folder, ledger: ledger, for: .readOnly).table
    let leftovers = (listing.staleKeys + listing.staleRings).map {
      String($0.dropFirst(folder.path.count + 1))
    }
    return KeyringReport(
      epoch: table.epoch,
      keys: table.entries.count,
      restricted: table.restrictedCount,
      erasures: table.erasures.count { $0.mode == .erase },
      restrictions: table.erasures.count { $0.mode == .restrict },
      backups: try folder.backups.read().count,
      leftovers: leftovers,
      strangers: names.filter { !folder.isCopied($0, in: table.epoch) && !leftovers.contains($0) })
  }
}
