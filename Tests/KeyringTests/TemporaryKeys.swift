import Foundation
import Keyring

/// A folder with a new ring, gone when nobody holds it any more.
final class TemporaryKeys: Sendable {
  static let ledger = "urn:dealledger:test"

  let parent: String
  var folder: String { parent + "/keys" }

  init() throws {
    parent = NSTemporaryDirectory() + "keyring-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Keyring.create(in: folder, ledger: Self.ledger)
  }

  deinit { try? FileManager.default.removeItem(atPath: parent) }

  func open(_ access: Keyring.Access = .readWrite) throws -> Keyring {
    try Keyring(folder: folder, ledger: Self.ledger, access: access)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// Writes over a file as it lies, so that its mode stays.
  func overwrite(_ name: String, with bytes: [UInt8]) throws {
    let file = try FileHandle(forWritingTo: URL(filePath: path(name)))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(bytes))
    try file.close()
  }
}
