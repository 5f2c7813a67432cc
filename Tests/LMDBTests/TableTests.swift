import LMDB
import Testing

@Suite struct `A table` {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `is made by a writer, and has the same handle ever after`() throws {
    let environment = try folder.open()
    let tables = try environment.openTables(["events", "streams"])
    #expect(tables[0] != tables[1])
    #expect(try environment.openTables(["streams", "events"]) == tables.reversed())
  }

  @Test func `does not see another's entries`() throws {
    let environment = try folder.open()
    let tables = try environment.openTables(["events", "streams"])
    var transaction = try WriteTransaction(environment)
    try transaction.put("line", for: "key", in: tables[0])
    #expect(try transaction.text("key", in: tables[1]) == nil)
    #expect(try transaction.entries(in: tables[0]) == 1)
    #expect(try transaction.entries(in: tables[1]) == 0)
  }

  @Test func `that nobody made is missing where nothing can be written`() throws {
    _ = try folder.open().openTables(["events"])
    let environment = try folder.open(.readOnly)
    #expect(throws: LMDBError.missingTable("streams")) {
      try environment.openTables(["events", "streams"])
    }
  }

  @Test func `opened by a reader serves every later transaction`() throws {
    do {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      var transaction = try WriteTransaction(environment)
      try transaction.put("line", for: "key", in: table)
      try transaction.commit()
    }
    let environment = try folder.open(.readOnly)
    let table = try environment.openTables(["events"])[0]
    for _ in 1...2 {
      #expect(try ReadTransaction(environment).text("key", in: table) == "line")
    }
  }

  @Test func `says how large it is`() throws {
    let environment = try folder.open()
    let table = try environment.openTables(["events"])[0]
    var transaction = try WriteTransaction(environment)
    let empty = try transaction.statistics(of: table)
    #expect((empty.depth, empty.leafPages, empty.entries) == (0, 0, 0))
    for number in 0..<500 { try transaction.put("value", for: "\(number)", in: table) }
    try transaction.put(String(repeating: "x", count: 10_000), for: "large", in: table)
    let full = try transaction.statistics(of: table)
    #expect((full.depth, full.branchPages, full.overflowPages, full.entries) == (2, 1, 3, 501))
    #expect(full.leafPages > 1)
  }
}
