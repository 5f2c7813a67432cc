import Foundation
import LMDB

/// A folder of a test's own, removed with the last reference to it.
final class TemporaryFolder: Sendable {
  let path: String
  var data: String { path + "/data.mdb" }

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "lmdb-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func open(
    mapSize: Int = 1 << 30, maxReaders: Int = 16, _ access: Environment.Access = .readWrite
  ) throws(LMDBError) -> Environment {
    try Environment(folder: path, mapSize: mapSize, maxReaders: maxReaders, access: access)
  }

  func contents() throws -> Data {
    try Data(contentsOf: URL(filePath: data))
  }

  func replaceContents(_ contents: Data) throws {
    try contents.write(to: URL(filePath: data))
  }
}
