import Crypto
import Foundation
import Testing

@testable import Keyring

@Suite struct `A ring` {
  let keys: TemporaryKeys
  let deal = KeyOwner("deal/D01")
  let person = KeyOwner("person/天野 \"p-7\"")

  init() throws { keys = try TemporaryKeys() }

  @Test func `gives an owner one key`() throws {
    let ring = try keys.open()
    #expect(ring.existingKey(for: deal) == nil)
    let key = try ring.key(for: deal)
    #expect(try ring.key(for: deal).id == key.id)
    #expect(ring.existingKey(for: deal)?.id == key.id)
    #expect(try ring.key(for: person).id != key.id)
    guard case .present(let found, deal) = ring.standing(of: key.id) else {
      Issue.record("the key is not present")
      return
    }
    #expect(found.id == key.id)
  }

  @Test func `survives being opened again`() throws {
    let ring = try keys.open()
    let (key, other) = try (ring.key(for: deal), ring.key(for: person))
    let box = try ring.seal([1, 2, 3], under: [key, other], boundTo: [])
    try ring.sync()
    for access in [Keyring.Access.readOnly, .readWrite] {
      let again = try keys.open(access)
      #expect(again.existingKey(for: deal)?.id == key.id)
      #expect(again.existingKey(for: person)?.id == other.id)
      #expect(again.open(box.span.bytes, boundTo: []) == .opened([1, 2, 3]))
    }
  }

  @Test func `cuts off a line torn by a crash when it is next written`() throws {
    let key = try keys.open().key(for: deal)
    let whole = try keys.bytes("ring-1.keys")
    for length in [1, 33, 100] {
      try keys.overwrite("ring-1.keys", with: whole + whole.suffix(length + 1).dropLast())
      #expect(try keys.open(.readOnly).existingKey(for: deal)?.id == key.id)
      #expect(try keys.bytes("ring-1.keys").count == whole.count + length)
      #expect(try keys.open().existingKey(for: deal)?.id == key.id)
      #expect(try keys.bytes("ring-1.keys") == whole)
    }
  }

  @Test func `goes on after a line that another process tore`() throws {
    let ring = try keys.open()
    _ = try ring.key(for: deal)
    let whole = try keys.bytes("ring-1.keys")
    try keys.overwrite("ring-1.keys", with: whole + [49, 50, 51])
    let key = try ring.key(for: person)
    #expect(try keys.open().existingKey(for: person)?.id == key.id)
  }

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

  @Test func `opened for reading changes nothing`() throws {
    let ring = try keys.open(.readOnly)
    let before = try keys.names().map { try keys.bytes($0) }
    #expect(throws: KeyringFault.readOnly) { try ring.key(for: deal) }
    #expect(throws: KeyringFault.readOnly) { try ring.rotate() }
    #expect(throws: KeyringFault.readOnly) { try ring.erase(deal) }
    #expect(throws: KeyringFault.readOnly) { try ring.restrict(.restricting("s"), owner: deal) }
    #expect(throws: KeyringFault.readOnly) { try ring.backup(to: keys.parent + "/c", at: "t") }
    #expect(try keys.names().map { try keys.bytes($0) } == before)
  }

  @Test func `holds no owner and no data key in the clear`() throws {
    let ring = try keys.open()
    let key = try ring.key(for: person)
    try ring.erase(deal)
    try ring.rotate()
    let secret = key.secret.withUnsafeBytes { [UInt8]($0) }
    let canaries = [
      Array(person.text.utf8), Array("p-7".utf8), secret, Array(Hex.text(of: secret).utf8),
      Array(Base64.text(of: secret).utf8.prefix(42)),
    ]
    for name in try keys.names() {
      let bytes = try keys.bytes(name)
      for canary in canaries { #expect(!bytes.contains(canary), "in \(name)") }
    }
  }
}
