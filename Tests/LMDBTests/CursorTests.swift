import LMDB
import Testing

@Suite struct `A cursor` {
  let folder: TemporaryFolder
  let environment: Environment
  let table: Table

  init() throws {
    folder = try TemporaryFolder()
    environment = try folder.open()
    table = try environment.openTables(["events"])[0]
    var transaction = try WriteTransaction(environment)
    for key in ["b", "d", "f"] { try transaction.put(key.uppercased(), for: key, in: table) }
    try transaction.commit()
  }

  @Test func `walks forwards from the first entry`() throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    var seen: [String] = []
    while let entry = try cursor.next() { seen.append(String(entry.key)) }
    #expect(seen == ["b", "d", "f"])
    #expect(String(try cursor.next()) == nil)
  }

  @Test func `walks backwards from the last entry`() throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    var seen: [String] = []
    while let entry = try cursor.previous() { seen.append(String(entry.key)) }
    #expect(seen == ["f", "d", "b"])
    #expect(String(try cursor.previous()) == nil)
  }

  @Test(
    arguments: [
      ("a", "b=B", nil), ("b", "b=B", "b=B"), ("c", "d=D", "b=B"), ("d", "d=D", "d=D"),
      ("dd", "f=F", "d=D"), ("f", "f=F", "f=F"), ("g", nil, "f=F"),
    ] as [(String, String?, String?)])
  func `seeks at or after, and at or before`(
    key: String, after: String?, before: String?
  ) throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    #expect(try cursor.seek(to: key) == after)
    #expect(try cursor.seek(atOrBefore: key) == before)
  }

  @Test func `goes on from where it was sent`() throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    #expect(try cursor.seek(to: "c") == "d=D")
    #expect(String(try cursor.next()) == "f=F")
    #expect(try cursor.seek(atOrBefore: "e") == "d=D")
    #expect(String(try cursor.previous()) == "b=B")
    #expect(String(try cursor.last()) == "f=F")
    #expect(String(try cursor.first()) == "b=B")
  }

  @Test func `finds nothing in an empty table`() throws {
    let empty = try environment.openTables(["empty"])[0]
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: empty)
    #expect(String(try cursor.next()) == nil)
    #expect(String(try cursor.previous()) == nil)
    #expect(String(try cursor.first()) == nil)
    #expect(String(try cursor.last()) == nil)
    #expect(try cursor.seek(to: "a") == nil)
    #expect(try cursor.seek(atOrBefore: "a") == nil)
  }

  @Test func `refuses to seek a key that no entry can have`() throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    #expect(throws: LMDBError.emptyKey) { try cursor.seek(to: "") }
    #expect(throws: LMDBError.keyTooLong(600)) {
      try cursor.seek(atOrBefore: String(repeating: "k", count: 600))
    }
  }

  @Test func `sees what its write transaction wrote`() throws {
    var transaction = try WriteTransaction(environment)
    try transaction.put("E", for: "e", in: table)
    #expect(try last(of: transaction) == "f=F")
    try transaction.delete("f", in: table)
    #expect(try last(of: transaction) == "e=E")
  }

  @Test func `lends entries that outlive its next move`() throws {
    let snapshot = try ReadTransaction(environment)
    var cursor = try snapshot.cursor(in: table)
    let first = try cursor.next()
    let second = try cursor.next()
    #expect(String(first) == "b=B")
    #expect(String(second) == "d=D")
  }

  private func last(
    of transaction: borrowing some Reading & ~Copyable
  ) throws(LMDBError) -> String? {
    var cursor = try transaction.cursor(in: table)
    return String(try cursor.last())
  }
}
