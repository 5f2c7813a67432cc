import Synchronization

extension Keyring {
  /// The owner's key; makes it where there is none.
  ///
  /// A key that was made is not durable before `sync()`. The key of a restricted owner is handed
  /// out as well: what is sealed under it is restricted too.
  ///
  /// The files are looked at once between two syncs: a key that is destroyed after that is noticed
  /// by the next.
  public func key(for owner: KeyOwner) throws(KeyringFault) -> DataKey {
    try files.withLock { files throws(KeyringFault) in
      if files.handedOutAt == nil, try files.isSuperseded(in: folder) { try catchUp(&files) }
      let key: DataKey
      if let known = existingKey(for: owner) {
        key = known
      } else {
        key = try make(for: owner, &files)
      }
      files.handedOutAt = files.handedOutAt ?? generation
      return key
    }
  }

  /// Makes durable every key seen so far, whoever made it.
  ///
  /// It costs next to nothing if none is new.
  ///
  /// Throws `superseded` if keys handed out since the last sync may have been destroyed meanwhile:
  /// what was sealed under them is lost, and has to be sealed anew.
  public func sync() throws(KeyringFault) {
    try files.withLock { files throws(KeyringFault) in
      if try files.isSuperseded(in: folder) { try catchUp(&files) }
      try files.ring.sync()
      let first = files.handedOutAt
      files.handedOutAt = nil
      guard first == nil || first == generation else { throw .superseded }
    }
  }

  /// Reads what other processes have added, rotated, erased or restricted since.
  ///
  /// A process that only reads should call it before each thing that it shows.
  public func refresh() throws(KeyringFault) {
    try files.withLock { files throws(KeyringFault) in
      let isSuperseded = try files.isSuperseded(in: folder)
      let hasGrown = try files.ring.hasGrown()
      if isSuperseded || hasGrown { try catchUp(&files) }
    }
  }

  private func catchUp(_ files: inout RingFiles) throws(KeyringFault) {
    try lock.hold(for: access) { () throws(KeyringFault) in try readOn(&files) }
  }

  /// Reads everything anew if the ring was replaced, or else only what was added; under the lock.
  func readOn(_ files: inout RingFiles) throws(KeyringFault) {
    guard try files.isSuperseded(in: folder) else {
      var ring = files.ring
      defer { files.ring = ring }
      return try table.withLock { table throws(KeyringFault) in
        _ = try ring.readOn(for: access, into: &table)
      }
    }
    install(try LoadedRing(folder, ledger: ledger, for: access, change), &files)
  }

  /// Takes over what was read, and raises the generation if a key is gone.
  func install(_ loaded: LoadedRing, _ files: inout RingFiles) {
    (files.ring, files.erasuresMark) = (loaded.ring, loaded.erasuresMark)
    files.isDoubtful = false
    table.withLock { table in
      let isKeyGone = table.entries.keys.contains { loaded.table.entries[$0] == nil }
      let generation = table.generation + (isKeyGone ? 1 : 0)
      let before = table
      table = loaded.table
      table.generation = generation
      table.hideAgain(after: before)
    }
  }

  private func make(
    for owner: KeyOwner, _ files: inout RingFiles
  ) throws(KeyringFault) -> DataKey {
    guard access == .readWrite else { throw .readOnly }
    return try lock.hold(for: access) { () throws(KeyringFault) -> DataKey in
      try readOn(&files)
      if let key = existingKey(for: owner) { return key }
      let key = DataKey.random()
      try files.ring.append(try RingText.line(key, of: owner, under: files.ring.epochKey))
      table.withLock { _ = $0.add(KeyTable.Entry(key: key, owner: owner)) }
      return key
    }
  }
}
