extension Keyring {
  /// Reads all files anew: every key unwraps, nobody else may read them, nothing is left over.
  public func check() throws(KeyringFault) -> KeyringReport {
    try lock.hold(for: .readOnly) { () throws(KeyringFault) in
      let names = try Files.names(in: folder.path)
      for name in names { _ = try Files.mark(of: folder.path + "/" + name) }
      let listing = try FolderListing(folder)
      let table = try LoadedRing(reading: folder, ledger: ledger, for: .readOnly).table
      let leftovers = listing.staleKeys + listing.staleRings
      return KeyringReport(
        epoch: table.epoch,
        keys: table.entries.count,
        restricted: table.restrictedCount,
        erasures: table.erasures.count { $0.mode == .erase },
        restrictions: table.erasures.count { $0.mode == .restrict },
        backups: try folder.backups.read().count,
        leftovers: leftovers.map { String($0.dropFirst(folder.path.utf8.count + 1)) },
        strangers: names.filter { name in
          !folder.isCopied(name, in: table.epoch) && !leftovers.contains(folder.path + "/" + name)
        })
    }
  }
}
