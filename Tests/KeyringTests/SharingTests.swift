import Foundation
import Testing

@testable import Keyring

@Suite struct `Two rings on one folder` {
  let keys: TemporaryKeys
  let first: Keyring
  let second: Keyring
  let deal = KeyOwner("deal/D01")
  let person = KeyOwner("person/p-7")

  init() throws {
    keys = try TemporaryKeys()
    (first, second) = (try keys.open(), try keys.open())
  }

  @Test func `give an owner the same key`() throws {
    let key = try first.key(for: deal)
    #expect(try second.key(for: deal).id == key.id)
    try second.sync()
  }

  @Test func `find each other's keys when they open a box`() throws {
    let box = try first.seal([1], under: [first.key(for: deal)], boundTo: [])
    #expect(second.open(box.span.bytes, boundTo: []) == .opened([1]))
  }

  @Test func `go on after a rotation by the other`() throws {
    let before = try second.key(for: deal).id
    try first.rotate()
    try second.sync()
    #expect(second.epoch == 2)
    let after = try second.key(for: person).id
    try second.sync()
    #expect(second.generation == 0)
    let third = try keys.open()
    #expect([before, after].allSatisfy(third.isPresent))
  }

  @Test func `tell at a sync that the other has destroyed keys`() throws {
    let old = try second.key(for: person).id
    try first.erase(person)
    #expect(throws: KeyringFault.superseded) { try second.sync() }
    #expect(second.generation == 1)
    try second.sync()
    #expect(second.isErased(old))
    #expect(try second.key(for: person).id != old)
    try second.sync()
  }

  @Test func `tell at the sync after a key was asked for`() throws {
    _ = try second.key(for: person)
    try first.erase(person)
    _ = try second.key(for: deal)
    #expect(second.generation == 1)
    #expect(throws: KeyringFault.superseded) { try second.sync() }
  }

  @Test func `do not lose a batch that began after the erasure`() throws {
    _ = try second.key(for: person)
    try second.sync()
    try first.erase(person)
    _ = try second.key(for: person)
    try second.sync()
    #expect(second.generation == 1)
  }

  @Test func `learn of a restriction`() throws {
    let box = try first.seal([1], under: [first.key(for: person)], boundTo: [])
    let reader = try keys.open(.readOnly)
    try first.restrict(.restricting("s-1"), owner: person)
    try reader.refresh()
    #expect(reader.open(box.span.bytes, boundTo: []) == .restricted(nil))
  }

  @Test func `make one key for each owner from many threads`() async throws {
    let ids = try await withThrowingTaskGroup(of: [KeyID].self) { group in
      for ring in [first, second, first, second] {
        group.addTask {
          try (0..<50).map { try ring.key(for: KeyOwner("deal/\($0)")).id }
        }
      }
      return try await group.reduce(into: Set<KeyID>()) { $0.formUnion($1) }
    }
    #expect(ids.count == 50)
    #expect(try keys.open().check().keys == 50)
  }

  @Test func `lose nothing when one rotates as the other makes keys`() async throws {
    async let made = (0..<100).map { try first.key(for: KeyOwner("deal/\($0)")).id }
    for _ in 0..<10 { try second.rotate() }
    let ids = try await made
    let third = try keys.open()
    #expect(ids.allSatisfy(third.isPresent))
  }

  @Test func `open boxes on other threads all through a rotation`() async throws {
    let (one, two) = try (first.key(for: deal), first.key(for: person))
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for keys in [[one], [one, two], [two]] {
        group.addTask { [first, second] in
          for number in 0..<300 {
            let box = try first.seal([UInt8(number % 256)], under: keys, boundTo: [1])
            let opened = Opening.opened([UInt8(number % 256)])
            guard first.open(box.span.bytes, boundTo: [1]) == opened,
              second.open(box.span.bytes, boundTo: [1]) == opened
            else { return false }
          }
          return true
        }
      }
      group.addTask { [second] in
        for _ in 0..<10 { try second.rotate() }
        return true
      }
      for try await isOpened in group { #expect(isOpened) }
    }
  }
}
