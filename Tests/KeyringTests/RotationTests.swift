import Foundation
import Testing

@testable import Keyring

@Suite struct `A rotation` {
  @Test func `keeps every key under a new epoch key`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    let ids = try (0..<50).map { try ring.key(for: KeyOwner("deal/\($0)")).id }
    let box = try ring.seal([1], under: [ring.key(for: KeyOwner("deal/0"))], boundTo: [])
    let oldKey = try keys.bytes("epoch-1.key")
    try ring.rotate()
    try ring.rotate()
    ids.forEach { #expect(ring.isPresent($0)) }
    let again = try keys.open()
    #expect(again.epoch == 3)
    #expect(ids.allSatisfy(again.isPresent))
    #expect(again.open(box.span.bytes, boundTo: []) == .opened([1]))
    #expect(ring.generation == 0)
    #expect(try keys.names() == ["epoch-3.key", "ring-3.keys"])
    #expect(try keys.bytes("epoch-3.key") != oldKey)
  }

  @Test func `of an empty ring works`() throws {
    let keys = try TemporaryKeys()
    try keys.open().rotate()
    #expect(try keys.open().epoch == 2)
  }
}
