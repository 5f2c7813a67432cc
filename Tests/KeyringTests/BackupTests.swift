import Foundation
import Testing

@testable import Keyring

@Suite struct `A backup of keys` {
  @Test func `opens, and is recorded here and there`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    let id = try ring.key(for: KeyOwner("deal/D01")).id
    try Files.write(Array("a signing key\n".utf8), to: keys.path("log.key"))
    let path = keys.parent + "/copy"
    try ring.backup(to: path, at: "2026-11-21T10:00:00Z")
    let copy = try Keyring(folder: path, ledger: TemporaryKeys.ledger, access: .readOnly)
    #expect(copy.isPresent(id))
    let record = BackupRecord(path: path, time: "2026-11-21T10:00:00Z", keys: 1, epoch: 1)
    #expect(try ring.backups == [record])
    #expect(try copy.backups == [record])
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    #expect(names == ["backups", "epoch-1.key", "log.key", "ring-1.keys"])
    _ = try copy.check()
  }

  @Test func `is named while it may hold an erased key`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    let owner = KeyOwner("person/p-7")
    try ring.backup(to: keys.parent + "/before", at: "t1")
    let id = try ring.key(for: owner).id
    for name in ["kept", "moved"] { try ring.backup(to: keys.parent + "/" + name, at: "t2") }
    try FileManager.default.removeItem(atPath: keys.parent + "/moved")
    try ring.erase(owner)
    try ring.backup(to: keys.parent + "/after", at: "t3")
    let records = try ring.backups
    #expect(
      try ring.copies(holding: [id]) == [
        BackupCopy(record: records[1], finding: .holdsKey),
        BackupCopy(record: records[2], finding: .outOfReach),
      ])
  }

  @Test func `is refused where something stands, and leaves no record`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    #expect(throws: KeyringFault.exists(path: keys.folder)) {
      try ring.backup(to: keys.folder, at: "t")
    }
    #expect(try ring.backups.isEmpty)
  }

  @Test func `that does not succeed is taken back`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    try Files.write([1], to: keys.path("log.key"))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: keys.path("log.key"))
    let path = keys.parent + "/copy"
    #expect(throws: KeyringFault.exposed(path: keys.path("log.key"))) {
      try ring.backup(to: path, at: "t")
    }
    #expect(try ring.backups.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
