import Synchronization

/// The keys under which a ledger's values are sealed, one for each owner, in a folder of their own.
///
/// Every data key is wrapped by the epoch's key. Several threads and processes may use one folder.
public final class Keyring: Sendable {
  public enum Access: Sendable {
    case readOnly
    case readWrite
  }

  let folder: KeysFolder
  let ledger: String
  let access: Access
  let lock: FolderLock
  let change: EpochChange
  /// Held while files are read or written.
  let files: Mutex<RingFiles>
  /// Held for a look-up only, never while a file is waited for.
  let table: Mutex<KeyTable>

  /// Opens the keys of a ledger; for writing, completes what a crash interrupted.
  public convenience init(folder: String, ledger: String, access: Access) throws(KeyringFault) {
    try self.init(folder: folder, ledger: ledger, access: access) { _ in }
  }

  init(
    folder path: String, ledger: String, access: Access, observer: @escaping ChangeObserver
  ) throws(KeyringFault) {
    let folder = KeysFolder(path: path)
    let change = EpochChange(folder: folder, observer: observer)
    let lock = try FolderLock(folder)
    let loaded = try lock.hold(for: access) { () throws(KeyringFault) in
      try LoadedRing(folder, ledger: ledger, for: access, change)
    }
    (self.folder, self.ledger, self.access) = (folder, ledger, access)
    (self.lock, self.change) = (lock, change)
    files = Mutex(RingFiles(ring: loaded.ring, erasuresMark: loaded.erasuresMark))
    table = Mutex(loaded.table)
  }

  /// Which epoch's key wraps the others, from 1.
  public var epoch: Int { table.withLock { $0.epoch } }

  /// Raised whenever a key was destroyed.
  ///
  /// What was sealed at a lower generation, and is not yet stored, has to be sealed anew under keys
  /// taken anew.
  public var generation: Int { table.withLock { $0.generation } }

  /// The owner's key as last read; nil where there was none.
  public func existingKey(for owner: KeyOwner) -> DataKey? {
    table.withLock { $0.key(of: owner) }
  }

  /// What has become of a key; one that is not known is looked for in the files.
  public func standing(of id: KeyID) -> KeyStanding {
    let standing = table.withLock { $0.standing(of: id) }
    guard case .unknown = standing, (try? refresh()) != nil else { return standing }
    return table.withLock { $0.standing(of: id) }
  }

  /// Every erasure and restriction that was begun, in order.
  public var erasures: [ErasureRecord] { table.withLock { $0.erasures } }
}
