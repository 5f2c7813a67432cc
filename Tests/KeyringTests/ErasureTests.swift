import Foundation
import Testing

@testable import Keyring

@Suite struct `An erasure` {
  let keys: TemporaryKeys
  let ring: Keyring
  let deal = KeyOwner("deal/D01")
  let person = KeyOwner("person/p-7")

  init() throws {
    keys = try TemporaryKeys()
    ring = try keys.open()
  }

  @Test func `loses one owner's key and no other`() throws {
    let others = try (0..<20).map { try ring.key(for: KeyOwner("deal/\($0)")).id }
    let key = try ring.key(for: person)
    let box = try ring.seal([1], under: [key], boundTo: [])
    let shared = try ring.seal([1], under: [ring.key(for: deal), key], boundTo: [])
    #expect(ring.open(shared.span.bytes, boundTo: []) == .opened([1]))
    try ring.erase(person)
    for ring in try [ring, keys.open(), keys.open(.readOnly)] {
      let record = ErasureRecord.erasing("s-1", keys: [key.id])
      #expect(ring.erasures == [record])
      #expect(ring.open(box.span.bytes, boundTo: []) == .erased(record))
      #expect(ring.open(shared.span.bytes, boundTo: []) == .erased(record))
      #expect(ring.existingKey(for: person) == nil)
      #expect(others.allSatisfy(ring.isPresent))
    }
    #expect(ring.generation == 1)
    #expect(try keys.names() == ["epoch-2.key", "erasures", "ring-2.keys"])
  }

  @Test func `is written as one canonical line`() throws {
    let id = try ring.key(for: person).id
    try ring.erase(person)
    let line = """
      {"deal":"deal/D01","keys":["\(id)"],"mode":"erase","position":7,"subject":"s-1",\
      "time":"2026-11-21T10:00:00Z"}

      """
    #expect(try keys.bytes("erasures") == Array(line.utf8))
  }

  @Test func `lets the owner have a new key, which stays`() throws {
    let old = try ring.key(for: person).id
    try ring.sync()
    try ring.erase(person)
    let new = try ring.key(for: person).id
    #expect(new != old)
    try ring.sync()
    try ring.erase(person)
    for ring in try [ring, keys.open()] {
      #expect(ring.existingKey(for: person)?.id == new)
      #expect(ring.isErased(old))
    }
  }

  @Test func `ordered a second time erases the newer key too`() throws {
    let old = try ring.key(for: person).id
    try ring.erase(person)
    let new = try ring.key(for: person).id
    try ring.erase(person, position: 8)
    #expect(ring.isErased(old))
    #expect(ring.isErased(new))
    #expect(ring.generation == 2)
  }

  @Test func `of several owners is one`() throws {
    let ids = try [person, deal].map { try ring.key(for: $0).id }
    let kept = try ring.key(for: KeyOwner("deal/D02")).id
    try ring.erase(.erasing("s-1"), owners: [person, deal])
    #expect(ids.allSatisfy(ring.isErased))
    #expect(ring.isPresent(kept))
    #expect(ring.epoch == 2)
  }

  @Test func `that fails under way hands out no key, and is completed when it can be`() throws {
    let (id, kept) = try (ring.key(for: person).id, ring.key(for: deal).id)
    let obstacle = keys.path("epoch-9.key.draft")
    try Files.makeFolder(obstacle)
    #expect(throws: KeyringFault.self) { try ring.erase(person) }
    #expect(ring.isErased(id))
    #expect(ring.existingKey(for: person) == nil)
    #expect(throws: KeyringFault.self) { try ring.key(for: person) }
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try ring.key(for: person).id != id)
    #expect(ring.epoch == 2)
    #expect(ring.generation == 1)
    #expect(ring.isPresent(kept))
  }

  @Test func `of named keys leaves the owner's others`() throws {
    let old = try ring.key(for: person).id
    try ring.erase(.erasing("s-1", keys: [.random()]), owner: person)
    #expect(ring.isPresent(old))
    #expect(ring.epoch == 1)
    try ring.erase(.erasing("s-1", position: 8, keys: [old]), owner: person)
    #expect(ring.isErased(old))
  }

  @Test func `of an owner without a key is recorded`() throws {
    try ring.erase(person)
    #expect(try keys.open().erasures == [.erasing("s-1")])
    #expect(ring.epoch == 1)
    #expect(ring.generation == 0)
  }

  @Test func `is honoured by an older ring that was put back`() throws {
    let (old, kept) = try (ring.key(for: person).id, ring.key(for: deal).id)
    try ring.sync()
    let files = try ["epoch-1.key", "ring-1.keys"].map { ($0, try keys.bytes($0)) }
    try ring.erase(person)
    for name in ["epoch-2.key", "ring-2.keys"] {
      try FileManager.default.removeItem(atPath: keys.path(name))
    }
    for (name, bytes) in files { try Files.write(bytes, to: keys.path(name)) }

    let reader = try keys.open(.readOnly)
    #expect(reader.isErased(old))
    #expect(reader.isPresent(kept))
    let again = try keys.open()
    #expect(again.isErased(old))
    #expect(again.isPresent(kept))
    #expect(again.epoch == 2)
    #expect(try !keys.bytes("ring-2.keys").contains(Array(old.hex.utf8)))
  }

  @Test func `whose record was torn was never begun`() throws {
    let id = try ring.key(for: person).id
    try ring.sync()
    try Files.write(
      Array("{\"deal\":\"deal/D01\",\"keys\":[\"\(id)\"]".utf8), to: keys.path("erasures"))
    #expect(try keys.open(.readOnly).isPresent(id))
    #expect(try keys.open().isPresent(id))
    #expect(try keys.bytes("erasures").isEmpty)
  }

  @Test func `with a damaged record is refused`() throws {
    try Files.write(Array("{}\n".utf8), to: keys.path("erasures"))
    let fault = KeyringFault.damaged(path: keys.path("erasures"), problem: "line 1 is no record")
    #expect(throws: fault) { try keys.open(.readOnly) }
  }

  @Test func `overwrites the old epoch key before it goes`() throws {
    _ = try ring.key(for: person)
    let folder = keys.folder
    let old = try keys.bytes("epoch-1.key")
    let ring = try Keyring(folder: folder, ledger: TemporaryKeys.ledger, access: .readWrite) {
      guard $0 == .removeOldKey else { return }
      let left = try? Data(contentsOf: URL(filePath: folder + "/epoch-1.key"))
      #expect(left == Data(count: old.count))
    }
    try ring.erase(person)
  }
}
