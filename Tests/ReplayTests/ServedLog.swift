import EventLog
import Foundation
import Ledger
import Replay
import Testing
import Transparency

/// A log in a folder of tiles, written by nothing but the tree, so that it can be forged at will.
final class ServedLog {
  static let origin = "example.org/replayed"

  let path = FileManager.default.temporaryDirectory.appending(path: "served-\(UUID())").path
  let lines: [[UInt8]]
  let key: NoteSigningKey

  /// The first lines of the sample ledger, signed with its own key.
  init(_ count: Int) async throws {
    let copy = try LedgerCopy(of: try await .made())
    let log = try Ledger.log(at: copy.path)
    lines = try log.events(from: .first, limit: count).map(\.line)
    let secret = try String(contentsOfFile: copy.keysPath + "/log.key", encoding: .utf8)
    key = try NoteSigningKey(parsing: secret.trimmingCharacters(in: .newlines))
    try write(lines)
    try sign(lines)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes entries and all tiles over them; the checkpoint stays what it was.
  func write(_ lines: [[UInt8]]) throws {
    try? FileManager.default.removeItem(atPath: path + "/tile")
    for start in stride(from: 0, to: lines.count, by: HashTile.fullWidth) {
      var bundle = EntryBundle()
      for line in lines[start...].prefix(HashTile.fullWidth) { bundle.append(line.span.bytes) }
      let path = TilePath(.entries, index: UInt64(start / HashTile.fullWidth), width: bundle.count)
      try put(bundle.encoded, at: path.description)
    }
    var full: [TilePath: [UInt8]] = [:]
    var edge = TreeEdge()
    for line in lines {
      edge.append(.leaf(line.span.bytes)) { tile, bytes in
        full[tile.path()] = bytes.withUnsafeBytes { Array($0) }
      }
    }
    for (path, bytes) in full { try put(bytes, at: path.description) }
    for (place, tile) in edge.unfinished {
      try put(tile.encoded, at: place.path(width: tile.hashes.count).description)
    }
  }

  /// Signs what the tree over `lines` comes to, and serves that.
  func sign(
    _ lines: [[UInt8]], as origin: String = ServedLog.origin, with key: NoteSigningKey? = nil
  ) throws {
    try put(note(lines, as: origin, with: key), at: "checkpoint")
  }

  func note(
    _ lines: [[UInt8]], as origin: String = ServedLog.origin, with key: NoteSigningKey? = nil
  ) throws -> [UInt8] {
    let leaves = lines.map { TreeHash.leaf($0.span.bytes) }
    let checkpoint = try Checkpoint(
      origin: origin, size: UInt64(lines.count), root: .root(of: leaves.span))
    return Array(try (key ?? self.key).note(checkpoint.text).rendered.utf8)
  }

  func put(_ bytes: [UInt8], at name: String) throws {
    let url = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path + "/" + name)))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  /// The names of all files, relative to the folder.
  var files: [String] {
    let names = FileManager.default.subpaths(atPath: path) ?? []
    return names.filter { (try? bytes($0)) != nil }.sorted()
  }

  func verify(
    key: NoteVerifierKey?, keeping checkpoint: [UInt8]? = nil
  ) throws -> Certificate {
    try TileVerifier(
      try #require(TileFolder.find(at: path)),
      options: ReplayOptions(key: key, checkpoint: checkpoint)
    ).run()
  }

  func verify(keeping checkpoint: [UInt8]? = nil) throws -> Certificate {
    try verify(key: key.verifierKey, keeping: checkpoint)
  }
}
