import Foundation
import LMDB
import Testing

@Suite struct `The list of readers` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `names each snapshot's process, and the commit that it shows`() throws {
    let environment = try folder.open()
    let table = try environment.openTables(["events"])[0]
    #expect(try environment.readers() == [])
    let shown = environment.info.lastTransactionID
    let snapshot = try ReadTransaction(environment)
    var transaction = try WriteTransaction(environment)
    try transaction.put("more", for: "key", in: table)
    try transaction.commit()
    let reader = try #require(try environment.readers().first)
    #expect(reader.process == getpid())
    #expect(reader.transactionID == shown)
    #expect(environment.info.lastTransactionID == shown + 1)
    _ = consume snapshot
    #expect(try environment.readers().first?.transactionID == nil)
  }

  @Test func `is empty where there is no lock file`() throws {
    _ = try folder.open()
    try FileManager.default.removeItem(atPath: folder.path + "/lock.mdb")
    let environment = try folder.open(.readOnly)
    let snapshot = try ReadTransaction(environment)
    #expect(try environment.readers() == [])
    _ = consume snapshot
  }
}

@Suite struct `Free pages` {
  @Test func `are those that deleting leaves, and a compacting copy has none`() throws {
    let (folder, copy) = (try TemporaryFolder(), try TemporaryFolder())
    do {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      let pages = 50
      var transaction = try WriteTransaction(environment)
      try transaction.put(String(repeating: "x", count: pages * 4096), for: "large", in: table)
      try transaction.commit()
      let before = try ReadTransaction(environment).freePages()
      transaction = try WriteTransaction(environment)
      try transaction.delete("large", in: table)
      try transaction.commit()
      #expect(try ReadTransaction(environment).freePages() >= before + pages)
      try environment.copy(to: copy.path, compacting: true)
    }
    let compact = try copy.open(.readOnly)
    #expect(try ReadTransaction(compact).freePages() == 0)
    #expect(try copy.contents().count < folder.contents().count / 5)
  }
}
