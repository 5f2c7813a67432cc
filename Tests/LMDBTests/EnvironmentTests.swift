import Foundation
import Testing

@testable import LMDB

@Suite struct `An environment` {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `makes a file that only its owner can read`() throws {
    _ = try folder.open()
    for name in ["data.mdb", "lock.mdb"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }

  @Test(arguments: [Environment.Access.readWrite, .readOnly])
  func `never runs with a flag that can lose a commit`(_ access: Environment.Access) throws {
    _ = try folder.open()
    let flags = try folder.open(access).flags
    let noTLS: Int32 = 0x20_0000
    let readOnly: Int32 = 0x2_0000
    #expect(flags == (access == .readOnly ? noTLS | readOnly : noTLS))
  }

  @Test func `cannot be opened twice in a process`() throws {
    let environment = try folder.open()
    #expect(throws: LMDBError.alreadyOpen) { try folder.open() }
    #expect(throws: LMDBError.alreadyOpen) { try folder.open(.readOnly) }
    #expect(environment.info.mapSize == 1 << 30)
  }

  @Test func `can be opened again once it was closed`() throws {
    _ = try folder.open()
    _ = try folder.open()
  }

  @Test func `stays open for as long as a transaction needs it`() throws {
    let transaction = try ReadTransaction(folder.open())
    #expect(throws: LMDBError.alreadyOpen) { try folder.open() }
    _ = consume transaction
    _ = try folder.open()
  }

  @Test func `needs a folder`() {
    #expect(throws: LMDBError.noSuchFile) {
      try Environment(folder: folder.path + "/none", mapSize: 1 << 20)
    }
  }

  @Test func `that only reads needs a file`() {
    #expect(throws: LMDBError.noSuchFile) { try folder.open(.readOnly) }
  }

  @Test func `that only reads takes no writes`() throws {
    _ = try folder.open()
    let environment = try folder.open(.readOnly)
    #expect(throws: LMDBError.readOnly) { _ = try WriteTransaction(environment) }
  }

  @Test func `that only reads takes its map's size from the file`() throws {
    _ = try folder.open(mapSize: 1 << 24)
    do {
      let environment = try folder.open(mapSize: 1 << 24)
      _ = try environment.openTables(["events"])
    }
    #expect(try folder.open(mapSize: 0, .readOnly).info.mapSize == 1 << 24)
  }

  @Test(.enabled(if: geteuid() != 0, "root may open anything"))
  func `needs permission`() throws {
    _ = try folder.open()
    chmod(folder.data, 0o000)
    #expect(throws: LMDBError.permissionDenied) { try folder.open() }
  }

  @Test func `says how large it is`() throws {
    let environment = try folder.open(mapSize: 1 << 20, maxReaders: 5)
    _ = try environment.openTables(["events"])
    let info = environment.info
    #expect(info.mapSize == 1 << 20)
    #expect(info.maxReaders == 5)
    #expect(info.pageSize == 4096)
    #expect(info.lastTransactionID == 1)
    #expect(info.lastPage == 2)
  }

  @Test func `refuses one reader too many, and takes the next when one has ended`() throws {
    let environment = try folder.open(maxReaders: 2)
    let first = try ReadTransaction(environment)
    let second = try ReadTransaction(environment)
    #expect(throws: LMDBError.readersFull) { _ = try ReadTransaction(environment) }
    _ = consume first
    _ = try ReadTransaction(environment)
    _ = consume second
  }

  @Test func `that is full says so, and goes on`() throws {
    let environment = try folder.open(mapSize: 1 << 20)
    let table = try environment.openTables(["events"])[0]
    #expect(throws: LMDBError.mapFull) {
      var transaction = try WriteTransaction(environment)
      for number in 0..<10_000 {
        try transaction.put(String(repeating: "x", count: 1000), for: "\(number)", in: table)
      }
    }
    var transaction = try WriteTransaction(environment)
    #expect(try transaction.entries(in: table) == 0)
    try transaction.put("fits", for: "one", in: table)
    try transaction.commit()
    #expect(try ReadTransaction(environment).text("one", in: table) == "fits")
  }

  @Test func `frees the slots of readers that have died`() async throws {
    let environment = try folder.open()
    #expect(try environment.clearStaleReaders() == 0)
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      try dieReading(path)
    }
    #expect(try environment.clearStaleReaders() == 1)
  }

  @Test(arguments: [true, false]) func `can be copied`(compacting: Bool) throws {
    let copy = try TemporaryFolder()
    do {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      try fill(table, of: environment)
      try environment.copy(to: copy.path, compacting: compacting)
      #expect(throws: LMDBError.self) {
        try environment.copy(to: copy.path, compacting: compacting)
      }
      #expect(try (copy.contents().count < folder.contents().count) == compacting)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: copy.data)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let environment = try copy.open(.readOnly)
    let table = try environment.openTables(["events"])[0]
    #expect(try ReadTransaction(environment).text("kept", in: table) == "value")
  }

  private func fill(_ table: Table, of environment: Environment) throws(LMDBError) {
    var transaction = try WriteTransaction(environment)
    try transaction.put("value", for: "kept", in: table)
    try transaction.put(String(repeating: "x", count: 1 << 20), for: "dropped", in: table)
    try transaction.commit()
    transaction = try WriteTransaction(environment)
    try transaction.delete("dropped", in: table)
    try transaction.commit()
  }
}

/// Leaves a reader's slot taken, as a process that was killed does.
private func dieReading(_ folder: String) throws(LMDBError) {
  try ReadTransaction(Environment(folder: folder, mapSize: 0, access: .readOnly)).die()
}

extension ReadTransaction {
  fileprivate borrowing func die() {
    _exit(0)
  }
}
