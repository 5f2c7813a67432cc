import Foundation
import Replay

/// What lies in a ledger's folders, and who may read it.
struct FolderSurvey {
  private(set) var exposures: [Vitals.Exposure] = []
  private(set) var leftovers: [String] = []
  private let owner: uid_t

  init(_ folder: LedgerFolder, keys: String) {
    owner = Self.status(of: folder.path)?.st_uid ?? geteuid()
    for path in [folder.path, folder.log, folder.models] { look(at: path, isOfKeys: false) }
    look(at: keys, isOfKeys: true)
    for path in [folder.log, folder.models] {
      leftovers += Self.names(in: path).filter(Self.isLeftover).map { path + "/" + $0 }
    }
    let around = URL(filePath: folder.path).standardizedFileURL
    let beside = around.deletingLastPathComponent().path
    leftovers += Self.names(in: beside)
      .filter { $0.hasPrefix(around.lastPathComponent + ".") && $0.hasSuffix(".draft") }
      .map { beside + "/" + $0 }
  }

  /// The names that are given to what is not yet whole.
  private static func isLeftover(_ name: String) -> Bool {
    name.hasPrefix("making-") || name.hasPrefix(".current-") || name.hasSuffix(".draft")
  }

  /// Looks at a folder and the files in it.
  private mutating func look(at folder: String, isOfKeys: Bool) {
    judge(folder, isOfKeys)
    for name in Self.names(in: folder) {
      let path = folder + "/" + name
      guard let status = Self.status(of: path), status.st_mode & S_IFMT == S_IFREG else { continue }
      judge(path, isOfKeys)
    }
  }

  private mutating func judge(_ path: String, _ isOfKeys: Bool) {
    guard let status = Self.status(of: path) else { return }
    if status.st_mode & 0o077 != 0 {
      let mode = String(status.st_mode & 0o777, radix: 8)
      exposures.append(
        Vitals.Exposure(
          path: path, problem: "others than its owner may use it (mode \(mode))",
          advice: "run `chmod go= \(path)`"
            + (isOfKeys ? ", and `dealledger key rotate` if somebody may have read it" : ""),
          isOfKeys: isOfKeys))
    }
    if status.st_uid != owner {
      exposures.append(
        Vitals.Exposure(
          path: path, problem: "belongs to user \(status.st_uid), and the ledger to \(owner)",
          advice: "run `chown \(owner) \(path)`", isOfKeys: isOfKeys))
    }
  }

  /// The bytes of a file; 0 where there is none.
  static func bytes(of path: String) -> Int { status(of: path)?.st_size ?? 0 }

  /// The bytes of the files in a folder.
  static func bytes(in folder: String) -> Int {
    names(in: folder).map { bytes(of: folder + "/" + $0) }.reduce(0, +)
  }

  private static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private static func status(of path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}
