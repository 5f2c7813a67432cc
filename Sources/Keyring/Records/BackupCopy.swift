/// A backup of the keys that has to be thought of when keys were erased.
public struct BackupCopy: Hashable, Sendable {
  public enum Finding: Hashable, Sendable {
    /// It was read, and holds one of the keys: destroy it, or keep it apart.
    case holdsKey
    /// It does not stand where it was made: it may hold one of the keys.
    case outOfReach
  }

  public let record: BackupRecord
  public let finding: Finding
}

extension Keyring {
  /// The backups that hold, or may hold, one of these keys; erasing reaches none of them.
  public func copies(holding keys: [KeyID]) throws(KeyringFault) -> [BackupCopy] {
    let ids = Set(keys)
    var copies: [BackupCopy] = []
    for record in try backups {
      let ring = KeysFolder(path: record.path).ring(record.epoch)
      guard let held = try? RingText.keys(in: Files.read(ring)) else {
        copies.append(BackupCopy(record: record, finding: .outOfReach))
        continue
      }
      guard !ids.isDisjoint(with: held) else { continue }
      copies.append(BackupCopy(record: record, finding: .holdsKey))
    }
    return copies
  }
}
