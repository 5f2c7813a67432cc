import EventLog
import LMDB
import Testing
import Transparency

@Suite struct `An inspected log` {
  let log: TestLog

  init() async throws {
    log = try TestLog()
    let store = try log.open()
    var submission = try Submission("a", appending: [("deal/1", 2)], vault: "sealed")
    submission.documents = [try Document("terms", under: "deal/1")]
    _ = try await store.append(submission).appended()
    _ = try await store.append(
      Submission("b") { _ in .refuse(code: "no", message: "Not so.") })
    store.close()
  }

  @Test func `shows what is sealed of each event`() throws {
    let shown = try rows(of: .vault) { row throws(LogFault) in
      let row = try VaultRow(row)
      return "\(row.position) \(row.bytes.text)"
    }
    #expect(shown == ["1 sealed", "2 sealed"])
  }

  @Test func `shows the requests as they were sealed`() throws {
    let shown = try rows(of: .requests) { row throws(LogFault) in
      let row = try RequestRow(row)
      return "\(row.first) \(Seal.open(row.bytes))"
    }
    #expect(shown == ["0 request init", "1 request a"])
  }

  @Test func `shows the documents as they were sealed`() throws {
    let digest = TreeHash.sha256("terms".utf8.span.bytes)
    let shown = try rows(of: .documents) { row throws(LogFault) in
      let row = try DocumentRow(row)
      #expect(row.digest == digest)
      return "\(row.stream) \(Seal.open(row.bytes))"
    }
    #expect(shown == ["deal/1 terms"])
  }

  @Test func `shows the refusals, with message and request sealed`() throws {
    let shown = try rows(of: .refusals) { row throws(LogFault) in
      let row = try RefusalRow(row)
      return "\(row.number) \(row.attempt.code) \(row.attempt.opened)"
    }
    #expect(shown == [#"0 no ["Not so.", "request b"]"#])
  }

  @Test func `has every table, and no other row than those of its events`() throws {
    let counts = try InspectedLog(folder: log.path).withSnapshot { snapshot throws(LogFault) in
      var counts: [UInt64] = []
      for table in LogTable.allCases { counts.append(try snapshot.rowCount(of: table)) }
      return counts
    }
    #expect(LogTable.allCases.map(\.rawValue).prefix(2) == ["events", "vault"])
    #expect(counts == [3, 2, 3, 2, 2, 0, 1, 0, 1, 1, 1])
  }

  @Test(arguments: ["vault", "requests"])
  func `finds a row that is empty, and a key that is no position`(name: String) throws {
    for (key, value) in [([0, 0, 0, 0, 0, 0, 0, 9], []), ([1, 2, 3], [1])] as [([UInt8], [UInt8])] {
      try log.tamper(name) { transaction, table throws(LMDBError) in
        try transaction.put(value.span.bytes, for: key.span.bytes, in: table)
      }
      #expect(throws: LogFault.self) { try readAll() }
      try log.tamper(name) { transaction, table throws(LMDBError) in
        try transaction.delete(key.span.bytes, in: table)
      }
      try readAll()
    }
  }

  @Test(arguments: [
    #"{"actor":"a","code":"c","commandid":"i","occurred":"o","sealed":"","sender":"s","time":"t"}"#,
    #"{"actor":"a","code":"c","commandid":"i","occurred":"o","sealed":"AB","sender":"s","time":"t"}"#,
    #"{"actor":"a","code":"c","commandid":"i","occurred":"o","sealed":"AA==","sender":"s","time":""}"#,
    #"{"actor":"a","code":"c","commandid":"i","occurred":"o","sender":"s","time":"t"}"#,
    #"{"actor":"a","code":"c","commandid":"i","message":"m","occurred":"o","sealed":"AA","#
      + #""sender":"s","time":"t"}"#,
    #"{"actor":"a","code":"c","commandid":"i","occurred":"o","sealed":"AA","sender":"s","time":"t"} "#,
  ])
  func `finds a refusal that the log does not write`(row: String) throws {
    try log.tamper("refusals") { transaction, table throws(LMDBError) in
      let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
      try transaction.put(row.utf8.span.bytes, for: key.span.bytes, in: table)
    }
    #expect(throws: LogFault.self) {
      try rows(of: .refusals) { row throws(LogFault) in "\(try RefusalRow(row).number)" }
    }
  }

  private func readAll() throws {
    _ = try rows(of: .vault) { row throws(LogFault) in "\(try VaultRow(row).position)" }
    _ = try rows(of: .requests) { row throws(LogFault) in "\(try RequestRow(row).first)" }
  }

  private func rows(
    of table: LogTable, _ text: (borrowing StoredRow) throws(LogFault) -> String
  ) throws -> [String] {
    try InspectedLog(folder: log.path).withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.rows(of: table)
      var texts: [String] = []
      while let row = try cursor.next() { texts.append(try text(row)) }
      return texts
    }
  }
}
