extension Keyring {
  /// Makes an empty ring in `folder`, which is made where there is none.
  ///
  /// Refuses a folder that holds a ring, or what is left of one.
  public static func create(in folder: String, ledger: String) throws(KeyringFault) {
    try create(in: folder, ledger: ledger) { _ in }
  }

  static func create(
    in path: String, ledger: String, observer: @escaping ChangeObserver
  ) throws(KeyringFault) {
    guard !ledger.isEmpty,
      ledger.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { throw .badLedger(ledger) }
    let folder = KeysFolder(path: path)
    if try Files.mark(of: path) == nil { try Files.makeFolder(path) }
    let change = EpochChange(folder: folder, observer: observer)
    try FolderLock(folder).hold(for: .readWrite) { () throws(KeyringFault) in
      guard try FolderListing(folder).newest == nil,
        try Files.mark(of: folder.erasures.path) == nil
      else { throw .exists(path: path) }
      try change.removeStale()
      try change.write([], under: .random(epoch: 1, ledger: ledger))
    }
  }
}
