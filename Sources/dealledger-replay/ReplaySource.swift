import ArgumentParser
import Foundation
import Replay

/// What is to be verified.
enum ReplaySource {
  case ledger(LedgerFolder)
  case tiles(TileFolder)
  case bundle(path: String)

  /// What stands at a path; nil where that is nothing of these.
  static func find(at path: String) -> ReplaySource? {
    if let tiles = TileFolder.find(at: path) { return .tiles(tiles) }
    if let folder = LedgerFolder.find(at: path) { return .ledger(folder) }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
    else { return nil }
    return .bundle(path: path)
  }

  func verify(
    _ options: ReplayOptions, progress: @escaping @Sendable (ReplayProgress) -> Void
  ) throws(ReplayFault) -> Certificate {
    switch self {
    case .ledger(let folder):
      try Verifier(folder, options: options).run(progress: progress)
    case .tiles(let tiles):
      try TileVerifier(tiles, options: options).run(progress: progress)
    case .bundle(let path):
      try BundleVerifier(path, options: options).run(progress: progress)
    }
  }
}
