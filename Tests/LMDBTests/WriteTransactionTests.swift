import Foundation
import LMDB
import Testing

@Suite struct `A write transaction` {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `reads what it wrote`() throws {
    let (environment, table) = try open()
    var transaction = try WriteTransaction(environment)
    try transaction.put("one", for: "key", in: table)
    #expect(try transaction.text("key", in: table) == "one")
    try transaction.put("two", for: "key", in: table)
    #expect(try transaction.text("key", in: table) == "two")
  }

  @Test func `that is committed is there when the file is opened again`() throws {
    do {
      let (environment, table) = try open()
      var transaction = try WriteTransaction(environment)
      try transaction.put("value", for: "key", in: table)
      try transaction.commit()
    }
    let (environment, table) = try open()
    #expect(try ReadTransaction(environment).text("key", in: table) == "value")
  }

  @Test func `that is dropped is undone`() throws {
    let (environment, table) = try open()
    do {
      var transaction = try WriteTransaction(environment)
      try transaction.put("value", for: "key", in: table)
    }
    let transaction = try WriteTransaction(environment)
    #expect(try transaction.text("key", in: table) == nil)
  }

  @Test func `inserts only under a key that is free`() throws {
    let (environment, table) = try open()
    var transaction = try WriteTransaction(environment)
    #expect(try transaction.insert("first", for: "key", in: table))
    #expect(try transaction.insert("second", for: "key", in: table) == false)
    #expect(try transaction.text("key", in: table) == "first")
  }

  @Test func `says whether there was something to delete`() throws {
    let (environment, table) = try open()
    var transaction = try WriteTransaction(environment)
    try transaction.put("value", for: "key", in: table)
    #expect(try transaction.delete("key", in: table))
    #expect(try transaction.delete("key", in: table) == false)
  }

  @Test(arguments: ["b", "a"]) func `appends nothing out of order`(key: String) throws {
    let (environment, table) = try open()
    var transaction = try WriteTransaction(environment)
    try transaction.append("first", for: "b", in: table)
    #expect(throws: LMDBError.outOfOrder) { try transaction.append("x", for: key, in: table) }
    try transaction.append("second", for: "c", in: table)
    try transaction.commit()
    let snapshot = try ReadTransaction(environment)
    #expect(try snapshot.entries(in: table) == 2)
    #expect(try snapshot.text("b", in: table) == "first")
  }

  @Test func `takes keys of 511 bytes, no longer and none that is empty`() throws {
    let (environment, table) = try open()
    var transaction = try WriteTransaction(environment)
    let longest = String(repeating: "k", count: Table.longestKey)
    try transaction.put("value", for: longest, in: table)
    #expect(throws: LMDBError.keyTooLong(512)) {
      try transaction.put("value", for: longest + "k", in: table)
    }
    #expect(throws: LMDBError.emptyKey) { try transaction.put("value", for: "", in: table) }
    #expect(throws: LMDBError.emptyKey) { try transaction.delete("", in: table) }
    try transaction.commit()
    #expect(try ReadTransaction(environment).text(longest, in: table) == "value")
  }

  @Test func `takes values of any length`() throws {
    let (environment, table) = try open()
    let large = String(repeating: "v", count: 100_000)
    var transaction = try WriteTransaction(environment)
    try transaction.put("", for: "empty", in: table)
    try transaction.put(large, for: "large", in: table)
    try transaction.commit()
    let snapshot = try ReadTransaction(environment)
    #expect(try snapshot.text("empty", in: table) == "")
    #expect(try snapshot.text("large", in: table) == large)
  }

  @Test func `stops the process if it is committed on another thread`() async {
    await #expect(processExitsWith: .failure) { [path = folder.path as String] in
      try endElsewhere(path) { try? $0?.commit() }
    }
  }

  @Test func `stops the process if it is dropped on another thread`() async {
    await #expect(processExitsWith: .failure) { [path = folder.path as String] in
      try endElsewhere(path) { _ = $0 }
    }
  }

  @Test func `stops the process rather than wait for its own thread`() async {
    await #expect(processExitsWith: .failure) { [path = folder.path as String] in
      try beginTwice(path)
    }
  }

  private func open() throws(LMDBError) -> (Environment, Table) {
    let environment = try folder.open()
    return (environment, try environment.openTables(["events"])[0])
  }
}

private func beginTwice(_ folder: String) throws(LMDBError) {
  let environment = try Environment(folder: folder, mapSize: 1 << 20)
  let first = try WriteTransaction(environment)
  _ = try WriteTransaction(environment)
  try first.commit()
}

private func endElsewhere(
  _ folder: String, _ end: @escaping @Sendable (consuming WriteTransaction?) -> Void
) throws(LMDBError) {
  let passed = Passed(try WriteTransaction(Environment(folder: folder, mapSize: 1 << 20)))
  Thread { end(passed.transaction.take()) }.start()
  sleep(60)
}

/// Does what the compiler forbids, to see the process stop.
private final class Passed: @unchecked Sendable {
  var transaction: WriteTransaction?

  init(_ transaction: consuming WriteTransaction) {
    self.transaction = consume transaction
  }
}
