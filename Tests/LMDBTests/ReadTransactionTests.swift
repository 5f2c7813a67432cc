import Dispatch
import LMDB
import Testing

@Suite struct `A read transaction` {
  let folder: TemporaryFolder
  let environment: Environment
  let table: Table

  init() throws {
    folder = try TemporaryFolder()
    environment = try folder.open()
    table = try environment.openTables(["events"])[0]
    try put("old", for: "key")
  }

  @Test func `finds what was committed, and nil where nothing was`() throws {
    let snapshot = try ReadTransaction(environment)
    #expect(try snapshot.text("key", in: table) == "old")
    #expect(try snapshot.text("ke", in: table) == nil)
    #expect(try snapshot.text("key2", in: table) == nil)
  }

  @Test func `sees nothing that is committed after it began`() throws {
    var snapshot = try ReadTransaction(environment)
    try put("new", for: "key")
    try put("more", for: "other")
    #expect(try snapshot.text("key", in: table) == "old")
    #expect(try snapshot.entries(in: table) == 1)
    try snapshot.refresh()
    #expect(try snapshot.text("key", in: table) == "new")
    #expect(try snapshot.entries(in: table) == 2)
  }

  @Test func `sees nothing of a write that is not committed`() throws {
    var transaction = try WriteTransaction(environment)
    try transaction.put("new", for: "key", in: table)
    #expect(try ReadTransaction(environment).text("key", in: table) == "old")
    try transaction.commit()
    #expect(try ReadTransaction(environment).text("key", in: table) == "new")
  }

  @Test func `sees one state while another thread writes`() throws {
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      for number in 0..<200 {
        #expect(throws: Never.self) {
          try thread == 0 ? putBoth("\(number)") : readBoth()
        }
      }
    }
    #expect(try ReadTransaction(environment).text("other", in: table) == "199")
  }

  @Test func `may be one of several on a thread`() throws {
    let first = try ReadTransaction(environment)
    try put("new", for: "key")
    let second = try ReadTransaction(environment)
    #expect(try first.text("key", in: table) == "old")
    #expect(try second.text("key", in: table) == "new")
  }

  @Test func `refuses a key that no entry can have`() throws {
    let snapshot = try ReadTransaction(environment)
    #expect(throws: LMDBError.emptyKey) { try snapshot.text("", in: table) }
    #expect(throws: LMDBError.keyTooLong(512)) {
      try snapshot.text(String(repeating: "k", count: 512), in: table)
    }
    #expect(try snapshot.text(String(repeating: "k", count: 511), in: table) == nil)
  }

  private func putBoth(_ value: String) throws(LMDBError) {
    var transaction = try WriteTransaction(environment)
    try transaction.put(value, for: "one", in: table)
    try transaction.put(value, for: "other", in: table)
    try transaction.commit()
  }

  private func readBoth() throws(LMDBError) {
    let snapshot = try ReadTransaction(environment)
    #expect(try snapshot.text("one", in: table) == snapshot.text("other", in: table))
  }

  private func put(_ value: String, for key: String) throws(LMDBError) {
    var transaction = try WriteTransaction(environment)
    try transaction.put(value, for: key, in: table)
    try transaction.commit()
  }
}
