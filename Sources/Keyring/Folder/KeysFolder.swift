/// The names of the files in which keys are kept.
struct KeysFolder: Hashable, Sendable {
  let path: String

  var erasures: RecordFile<ErasureRecord> { RecordFile(folder: self, path: path + "/erasures") }
  var backups: RecordFile<BackupRecord> { RecordFile(folder: self, path: path + "/backups") }
  /// What belongs to the log; here it is only copied.
  private var companions: [String] {
    ["log.key", "high-water", "witnesses"].map { path + "/" + $0 }
  }

  func epochKey(_ epoch: Int) -> String { "\(path)/epoch-\(epoch).key" }
  func ring(_ epoch: Int) -> String { "\(path)/ring-\(epoch).keys" }

  /// Whether a file belongs into a copy of the keys of this epoch.
  func isCopied(_ name: String, in epoch: Int) -> Bool {
    let path = self.path + "/" + name
    let own = [epochKey(epoch), ring(epoch), erasures.path, backups.path]
    return (own + companions).contains(path)
  }

  /// What a file is called until it is whole.
  static func draft(of path: String) -> String { path + ".draft" }
}
