import Foundation
import Testing

@testable import Keyring

@Suite struct `A restriction` {
  @Test func `keeps the value and shows it to nobody`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    let owner = KeyOwner("person/p-7")
    let box = try ring.seal([1], under: [ring.key(for: owner)], boundTo: [])
    try ring.restrict(.restricting("s-1"), owner: owner)
    try ring.rotate()
    for ring in try [ring, keys.open(), keys.open(.readOnly)] {
      #expect(ring.open(box.span.bytes, boundTo: []) == .restricted(nil))
      let opened = ring.open(box.span.bytes, boundTo: [], evenIfRestricted: true)
      #expect(opened == .restricted([1]))
      #expect(ring.open(box.span.bytes, boundTo: [1], evenIfRestricted: true) == .altered)
    }
    #expect(ring.generation == 0)
    let later = try ring.seal([2], under: [ring.key(for: owner)], boundTo: [])
    #expect(ring.open(later.span.bytes, boundTo: []) == .restricted(nil))
    try ring.erase(owner, position: 9)
    #expect(ring.open(box.span.bytes, boundTo: []) == .erased(ring.erasures[1]))
  }
}
