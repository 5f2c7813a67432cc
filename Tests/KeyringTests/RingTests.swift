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
