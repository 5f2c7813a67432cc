import EventLog
import Glibc
import LMDB
import Testing

@Suite struct `A new log` {
  @Test func `has its founding event at position 0`() throws {
    let log = try TestLog()
    let store = try log.open()
    let lines = try store.lines()
    #expect(lines.count == 1)
    #expect(lines[0].attribute("id") == "0")
    #expect(lines[0].attribute("type") == "ledger.created.v1")
    #expect(lines[0].attribute("source") == TestLog.source)
    #expect(try store.head(of: "ledger") == 0)
  }

  @Test func `leaves nothing but its data in the folder`() throws {
    let folder = try TemporaryFolder()
    _ = try EventStore.create(folder: folder.path, source: "/s", founding: .founding())
    #expect(try folder.contents() == ["data.mdb"])
  }

  @Test func `is not made where there is one`() async throws {
    let log = try TestLog()
    #expect(throws: LogFault.alreadyThere(folder: log.path)) {
      try EventStore.create(folder: log.path, source: "/s", founding: .founding())
    }
    #expect(try log.size() == 1)
  }

  @Test func `is not made in a folder that is not there`() throws {
    #expect(throws: LogFault.storage(.noSuchFile)) {
      try EventStore.create(folder: "/nowhere/at/all", source: "/s", founding: .founding())
    }
  }

  @Test func `is not made if its founding command is refused or fails`() throws {
    let folder = try TemporaryFolder()
    let refused = try Submission("init") { _ in .refuse(code: "no", message: "No.") }
    #expect(
      try EventStore.create(folder: folder.path, source: "/s", founding: refused)
        == .refused(code: "no", message: "No."))
    #expect(throws: LogFault.tooManyEvents(257)) {
      try EventStore.create(
        folder: folder.path, source: "/s",
        founding: Submission("init", appending: [("ledger", 257)]))
    }
    #expect(throws: LogFault.storage(.mapFull)) {
      try EventStore.create(
        folder: folder.path, source: "/s", mapSize: 1 << 16,
        founding: Submission("init", appending: [("ledger", 100)], padding: 1000))
    }
    #expect(try folder.contents() == [])
    _ = try EventStore.create(folder: folder.path, source: "/s", founding: .founding()).appended()
  }
}

@Suite struct `A folder that holds no log` {
  @Test func `is refused, and nothing is made in it`() throws {
    let folder = try TemporaryFolder()
    for access in [EventStore.Access.readOnly, .readWrite] {
      #expect(throws: LogFault.notALog(folder: folder.path)) {
        try EventStore(folder: folder.path, access: access)
      }
      #expect(throws: LogFault.notALog(folder: folder.path + "/none")) {
        try EventStore(folder: folder.path + "/none", access: access)
      }
    }
    #expect(try folder.contents() == [])
  }

  @Test(arguments: ["", "something else", String(repeating: "else ", count: 4000)])
  func `is refused if its data file is another's`(contents: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(contents, to: "data.mdb")
    #expect(throws: LogFault.notALog(folder: folder.path)) {
      try EventStore(folder: folder.path, access: .readWrite)
    }
    #expect(throws: LogFault.alreadyThere(folder: folder.path)) {
      try EventStore.create(folder: folder.path, source: "/s", founding: .founding())
    }
  }

  @Test func `is refused, and left as it is, if another program's tables are in it`() throws {
    let folder = try TemporaryFolder()
    _ = try Environment(folder: folder.path, mapSize: 1 << 20).openTables(["theirs"])
    #expect(throws: LogFault.notALog(folder: folder.path)) {
      try EventStore(folder: folder.path, access: .readWrite)
    }
    let environment = try Environment(folder: folder.path, mapSize: 0, access: .readOnly)
    #expect(throws: LMDBError.missingTable("events")) { try environment.openTables(["events"]) }
  }

  @Test func `is refused if its log was half made`() throws {
    let log = try TestLog()
    try log.tamper("meta") { transaction, table throws(LMDBError) in
      try transaction.delete("format".utf8.span.bytes, in: table)
    }
    #expect(throws: LogFault.notALog(folder: log.path)) { try log.open() }
  }
}

@Suite struct `A log of format 0` {
  /// With the tables that it had, which are not all of this format's.
  private func make() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let environment = try Environment(folder: folder.path, mapSize: 1 << 20)
    let names = "events streams commands requests tiles edge checkpoints documents refusals meta"
    let tables = try environment.openTables(names.split(separator: " ").map { String($0) })
    var transaction = try WriteTransaction(environment)
    try transaction.put("0".utf8.span.bytes, for: "format".utf8.span.bytes, in: tables[9])
    try transaction.commit()
    return folder
  }

  @Test func `is refused, and nothing is made in it`() throws {
    let folder = try make()
    for access in [EventStore.Access.readOnly, .readWrite] {
      #expect(throws: LogFault.unknownFormat("0")) {
        try EventStore(folder: folder.path, access: access)
      }
    }
    #expect(throws: InspectionFault.log(.unknownFormat("0"))) {
      try InspectedLog(folder: folder.path)
    }
    let environment = try Environment(folder: folder.path, mapSize: 0, access: .readOnly)
    #expect(throws: LMDBError.missingTable("vault")) { try environment.openTables(["vault"]) }
  }

  @Test func `is told apart from those of later versions by what there is to do`() {
    #expect(
      "\(LogFault.unknownFormat("0"))"
        == "the log has format 0, and this program knows format 1: format 0 held values in the "
        + "clear and was never released; submit its command files to a new ledger")
    #expect(
      "\(LogFault.unknownFormat("2"))"
        == "the log has format 2, and this program knows format 1: use the version that wrote it, "
        + "or a newer one")
  }
}

@Suite struct `An old log` {
  @Test(arguments: ["0", "2", "", "01"])
  func `is refused if it has another format`(format: String) throws {
    let log = try TestLog()
    try log.tamper("meta") { transaction, table throws(LMDBError) in
      try transaction.put(format.utf8.span.bytes, for: "format".utf8.span.bytes, in: table)
    }
    #expect(throws: LogFault.unknownFormat(format)) { try log.open() }
    #expect(throws: LogFault.unknownFormat(format)) { try log.open(.readOnly) }
  }

  @Test func `is refused while this process has it open`() throws {
    let log = try TestLog()
    let store = try log.open()
    #expect(throws: LogFault.storage(.alreadyOpen)) { try log.open(.readOnly) }
    #expect(try store.size() == 1)
  }

  @Test func `can be opened with a smaller map than it was made with, and for reading`() throws {
    let log = try TestLog()
    #expect(try log.size(mapSize: 1 << 20) == 1)
    #expect(try log.size(.readOnly) == 1)
  }

  @Test func `takes nothing when it is open for reading`() async throws {
    let log = try TestLog()
    let store = try log.open(.readOnly)
    await #expect(throws: LogFault.notWritable) {
      try await store.append(Submission("c", appending: [("deal/1", 1)]))
    }
    await #expect(throws: LogFault.notWritable) {
      try await store.keep(Document("terms", under: "deal/1"))
    }
    store.close()
    withExtendedLifetime(log) {}
  }

  @Test func `is refused to those who may not read it`() async throws {
    let log = try TestLog()
    chmod(log.path + "/data.mdb", 0)
    await #expect(processExitsWith: .success) { [path = log.path as String] in
      if geteuid() == 0 { try #require(setuid(65_534) == 0) }
      #expect(throws: LogFault.storage(.permissionDenied)) {
        try EventStore(folder: path, access: .readWrite)
      }
    }
  }
}
