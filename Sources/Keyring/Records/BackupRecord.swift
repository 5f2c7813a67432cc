/// A copy of the keys that was made: one line of the file `backups`.
///
/// It may still hold keys that were erased since.
public struct BackupRecord: Hashable, Sendable, Codable {
  public let path: String
  public let time: String
  /// How many keys were in it.
  public let keys: Int
  public let epoch: Int
}
