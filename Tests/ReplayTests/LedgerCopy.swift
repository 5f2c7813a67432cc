import EventLog
import Foundation
import LMDB
import Replay

/// A copy of a ledger's log and keys to be tampered with, removed with the last reference to it.
final class LedgerCopy: Sendable {
  let path: String
  var dataPath: String { path + "/log/data.mdb" }
  var keysPath: String { path + "/keys" }

  convenience init(of ledger: SampleLedger) throws { try self.init(ofLedgerAt: ledger.path) }

  init(ofLedgerAt original: String) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "copy-\(UUID())").path
    try FileManager.default.createDirectory(
      atPath: path + "/log", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: original + "/log/data.mdb", toPath: dataPath)
    try FileManager.default.copyItem(atPath: original + "/keys", toPath: keysPath)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes past the log, as somebody would who holds the file.
  func tamper(_ body: (inout Tampering) throws -> Void) throws {
    let environment = try Environment(folder: path + "/log", mapSize: 1 << 30)
    var tampering = try Tampering(environment)
    try body(&tampering)
    try tampering.commit()
  }

  func tamperWithFile(_ body: (inout [UInt8]) -> Void) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: dataPath)))
    body(&bytes)
    try Data(bytes).write(to: URL(filePath: dataPath))
  }

  func verify(
    _ options: ReplayOptions = ReplayOptions(level: .decisions)
  ) throws -> Certificate {
    try Verifier(LedgerFolder(path), options: options).run()
  }
}
