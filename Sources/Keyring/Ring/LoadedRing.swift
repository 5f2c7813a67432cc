/// What the files say: the current ring and the keys in it.
struct LoadedRing {
  var ring: OpenRing
  var table: KeyTable
  /// Tells whether another process has begun an erasure since.
  private(set) var erasuresMark: FileMark?
  /// Keys that were erased, and lie in the ring still.
  private let stale: [KeyID]

  init(_ files: RingFiles, _ table: KeyTable) {
    (ring, erasuresMark, self.table, stale) = (files.ring, files.erasuresMark, table, [])
  }

  /// Reads the files; for writing, completes first what a crash interrupted.
  ///
  /// To be called under the lock.
  init(
    _ folder: KeysFolder, ledger: String, for access: Keyring.Access, _ change: EpochChange
  ) throws(KeyringFault) {
    switch access {
    case .readOnly: try self.init(reading: folder, ledger: ledger, for: .readOnly)
    case .readWrite: try self.init(settling: folder, ledger: ledger, change)
    }
  }

  /// Reads the files as they lie.
  init(
    reading folder: KeysFolder, ledger: String, for access: Keyring.Access
  ) throws(KeyringFault) {
    guard try Files.mark(of: folder.path) != nil else { throw .missing(path: folder.path) }
    let current = try FolderListing(folder).current()
    erasuresMark = try Files.mark(of: folder.erasures.path)
    table = KeyTable(epoch: current.epoch, erasures: try folder.erasures.read())
    let key = try EpochKey(reading: current.key, epoch: current.epoch, ledger: ledger)
    ring = try OpenRing(current.ring, key, for: access)
    stale = try ring.readOn(for: access, into: &table)
  }

  /// Completes what a crash interrupted, and reads.
  private init(
    settling folder: KeysFolder, ledger: String, _ change: EpochChange
  ) throws(KeyringFault) {
    guard try Files.mark(of: folder.path) != nil else { throw .missing(path: folder.path) }
    try change.finishRenaming()
    try folder.erasures.settle()
    try folder.backups.settle()
    try self.init(reading: folder, ledger: ledger, for: .readWrite)
    if stale.isEmpty {
      try change.removeStale()
    } else {
      try replace(in: folder, change)
    }
  }

  /// Writes the table's keys under a new epoch key, reads them back, and destroys the old key.
  mutating func replace(in folder: KeysFolder, _ change: EpochChange) throws(KeyringFault) {
    try change.removeStale()
    let key = EpochKey.random(epoch: table.epoch + 1, ledger: ring.epochKey.ledger)
    try change.write(table.entries.values, under: key)
    let next = try LoadedRing(reading: folder, ledger: key.ledger, for: .readWrite)
    guard next.table.epoch == key.epoch, next.table.entries.keys == table.entries.keys else {
      throw .damaged(path: next.ring.path, problem: "it was written with other keys than it has")
    }
    try change.removeStale()
    change.observer(.done)
    self = next
  }
}
