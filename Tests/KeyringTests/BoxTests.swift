import Foundation
import Testing

@testable import Keyring

@Suite struct `A sealed box` {
  let keys: TemporaryKeys
  let ring: Keyring
  let price = Array("1250000".utf8)
  let place = Array("deal/D01 7 price".utf8)

  init() throws {
    keys = try TemporaryKeys()
    ring = try keys.open()
  }

  private func key(_ owner: String) throws -> DataKey { try ring.key(for: KeyOwner(owner)) }

  @Test(arguments: [0, 1, 100, 40_000]) func `opens in its place`(size: Int) throws {
    let value = [UInt8](repeating: 7, count: size)
    let box = try ring.seal(value, under: [key("deal/D01")], boundTo: place)
    #expect(ring.open(box.span.bytes, boundTo: place) == .opened(value))
    #expect(box.count == size + 1 + 16 + 12 + 16)
  }

  @Test func `does not open in another place`() throws {
    let box = try ring.seal(price, under: [key("deal/D01")], boundTo: place)
    #expect(ring.open(box.span.bytes, boundTo: place + [0]) == .altered)
    #expect(ring.open(box.span.bytes, boundTo: []) == .altered)
  }

  @Test(arguments: [1, 2]) func `opens with no bit altered`(count: Int) throws {
    let owners = try ["deal/D01", "person/p-7"].prefix(count).map(key)
    let box = try ring.seal(price, under: owners, boundTo: place)
    for place in box.indices {
      for bit in 0..<8 {
        var altered = box
        altered[place] ^= 1 << bit
        switch ring.open(altered.span.bytes, boundTo: self.place) {
        case .altered, .unknownKey: break
        default: Issue.record("bit \(bit) of byte \(place) went unnoticed")
        }
      }
    }
  }

  @Test func `that was cut short is altered`() throws {
    let box = try ring.seal(price, under: [key("deal/D01")], boundTo: place)
    for length in 0..<box.count {
      let part = Array(box.prefix(length))
      #expect(ring.open(part.span.bytes, boundTo: place) == .altered)
    }
  }

  @Test func `says which keys open it`() throws {
    let owners = try [key("deal/D01"), key("person/p-7")]
    let box = try ring.seal(price, under: owners, boundTo: place)
    let found = SealedBox(box.span.bytes)?.keys
    #expect(found == owners.map(\.id))
  }

  @Test func `under several keys opens with all of them in their order only`() throws {
    let (deal, person) = try (key("deal/D01"), key("person/p-7"))
    let box = try ring.seal(price, under: [deal, person], boundTo: place)
    #expect(ring.open(box.span.bytes, boundTo: place) == .opened(price))
    let turned = [box[0]] + person.id.bytes + deal.id.bytes + box[33...]
    #expect(ring.open(turned.span.bytes, boundTo: place) == .altered)
    let alone = [1] + deal.id.bytes + box[33...]
    #expect(ring.open(alone.span.bytes, boundTo: place) == .altered)
  }

  @Test func `of the same value is never the same twice`() throws {
    let key = try key("deal/D01")
    let boxes = try (0..<100).map { _ in try ring.seal(price, under: [key], boundTo: place) }
    #expect(Set(boxes).count == 100)
  }

  @Test func `takes 1 to 255 keys`() throws {
    let key = try key("deal/D01")
    let most = try ring.seal(price, under: Array(repeating: key, count: 255), boundTo: place)
    #expect(ring.open(most.span.bytes, boundTo: place) == .opened(price))
    for count in [0, 256] {
      #expect(throws: KeyringFault.unsealable(problem: "it takes 1 to 255 keys, not \(count)")) {
        try ring.seal(price, under: Array(repeating: key, count: count), boundTo: place)
      }
    }
  }

  @Test func `under a key that no file tells of names it`() throws {
    let folder = try TemporaryKeys()
    let other = try folder.open()
    let key = try other.key(for: KeyOwner("deal/D01"))
    let box = try other.seal(price, under: [key], boundTo: place)
    #expect(ring.open(box.span.bytes, boundTo: place) == .unknownKey(key.id))
  }
}
