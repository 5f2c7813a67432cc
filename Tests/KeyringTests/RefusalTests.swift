import Foundation
import Testing

@testable import Keyring

@Suite struct `A ring that is not as it should be` {
  let keys: TemporaryKeys
  let deal = KeyOwner("deal/D01")

  init() throws { keys = try TemporaryKeys() }

  @Test func `with any bit altered is refused`() throws {
    let ring = try keys.open()
    _ = try ring.key(for: deal)
    for name in ["ring-1.keys", "epoch-1.key"] {
      let whole = try keys.bytes(name)
      for place in whole.indices.dropLast() {
        var altered = whole
        altered[place] ^= UInt8(1 << (place % 8))
        try keys.overwrite(name, with: altered)
        #expect(throws: KeyringFault.self, "byte \(place) of \(name)") { try keys.open(.readOnly) }
      }
      try keys.overwrite(name, with: whole)
    }
    _ = try keys.open()
  }

  @Test(arguments: ["epoch-1.key", "ring-1.keys", "erasures", "backups", ""])
  func `that others may read is refused`(name: String) throws {
    let ring = try keys.open()
    try ring.restrict(.restricting("s"), owner: deal)
    try ring.backup(to: keys.parent + "/copy", at: "t")
    let path = name.isEmpty ? keys.folder : keys.path(name)
    try FileManager.default.setAttributes(
      [.posixPermissions: name.isEmpty ? 0o750 : 0o640], ofItemAtPath: path)
    #expect(throws: KeyringFault.exposed(path: path)) { try ring.check() }
    if name != "backups" {
      #expect(throws: KeyringFault.exposed(path: path)) { try keys.open(.readOnly) }
    }
    #expect(throws: KeyringFault.exposed(path: path)) { try keys.open() }
  }

  @Test func `of another ledger is refused`() throws {
    let fault = KeyringFault.wrongLedger(
      path: keys.path("epoch-1.key"), found: TemporaryKeys.ledger)
    #expect(throws: fault) {
      try Keyring(folder: keys.folder, ledger: "urn:other", access: .readOnly)
    }
  }

  @Test(arguments: ["epoch-1.key", "ring-1.keys"])
  func `of which a file is lost says which, and what still works`(name: String) throws {
    try FileManager.default.removeItem(atPath: keys.path(name))
    for access in [Keyring.Access.readOnly, .readWrite] {
      let fault = #expect(throws: KeyringFault.missing(path: keys.path(name))) {
        try keys.open(access)
      }
      #expect(fault?.description.contains("everything public and all proofs still work") == true)
    }
    #expect(throws: KeyringFault.exists(path: keys.folder)) {
      try Keyring.create(in: keys.folder, ledger: TemporaryKeys.ledger)
    }
  }

  @Test func `without a folder is missing`() {
    #expect(throws: KeyringFault.missing(path: "/nonexistent/keys")) {
      try Keyring(folder: "/nonexistent/keys", ledger: "l", access: .readWrite)
    }
  }

  @Test func `does not open with the epoch key of another`() throws {
    let other = try TemporaryKeys()
    try keys.overwrite("epoch-1.key", with: other.bytes("epoch-1.key"))
    #expect(throws: KeyringFault.self) { try keys.open(.readOnly) }
  }

  @Test func `is made only once in a folder`() throws {
    #expect(throws: KeyringFault.exists(path: keys.folder)) {
      try Keyring.create(in: keys.folder, ledger: TemporaryKeys.ledger)
    }
    for ledger in ["", "two\nlines"] {
      #expect(throws: KeyringFault.badLedger(ledger)) {
        try Keyring.create(in: keys.parent + "/other", ledger: ledger)
      }
    }
  }
}
