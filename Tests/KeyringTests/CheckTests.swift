import Foundation
import Testing

@testable import Keyring

@Suite struct `A check of the keys` {
  @Test func `counts what is there`() throws {
    let keys = try TemporaryKeys()
    let ring = try keys.open()
    for number in 0..<5 { _ = try ring.key(for: KeyOwner("deal/\(number)")) }
    try ring.erase(KeyOwner("deal/0"))
    try ring.restrict(.restricting("s-2"), owner: KeyOwner("deal/1"))
    try ring.backup(to: keys.parent + "/copy", at: "t")
    try Files.write([], to: keys.path("epoch-1.key"))
    try Files.write([], to: keys.path("notes"))
    #expect(
      try ring.check()
        == KeyringReport(
          epoch: 2, keys: 4, restricted: 1, erasures: 1, restrictions: 1, backups: 1,
          leftovers: ["epoch-1.key"], strangers: ["notes"]))
    _ = try keys.open()
    #expect(try ring.check().leftovers.isEmpty)
  }
}
