import EventLog
import LMDB
import Testing

/// Six events: deal/1 at 1, 3 and 5, deal/2 at 2 and 4, behind the founding one.
@Suite struct `A reader` {
  let log: TestLog
  let store: EventStore

  init() async throws {
    log = try TestLog()
    store = try log.open()
    for number in 1...5 {
      let stream = number % 2 == 1 ? "deal/1" : "deal/2"
      _ = try await store.append(Submission("\(number)", appending: [(stream, 1)])).appended()
    }
  }

  @Test(
    arguments: [
      (nil, ReadDirection.forward, [0, 1, 2, 3, 4, 5]), (0, .forward, [0, 1, 2, 3, 4, 5]),
      (3, .forward, [3, 4, 5]), (5, .forward, [5]), (6, .forward, []), (.max, .forward, []),
      (nil, .backward, [5, 4, 3, 2, 1, 0]), (3, .backward, [3, 2, 1, 0]), (0, .backward, [0]),
      (6, .backward, [5, 4, 3, 2, 1, 0]), (.max, .backward, [5, 4, 3, 2, 1, 0]),
    ] as [(UInt64?, ReadDirection, [UInt64])])
  func `sees the whole log from any place, in both directions`(
    start: UInt64?, direction: ReadDirection, positions: [UInt64]
  ) throws {
    #expect(try store.positions(from: start, direction) == positions)
    let ids = try store.lines(from: start, direction).map { $0.attribute("id") }
    #expect(ids == positions.map { "\($0)" })
  }

  @Test(
    arguments: [
      ("deal/1", nil, ReadDirection.forward, ["0@1", "1@3", "2@5"]),
      ("deal/1", 1, .forward, ["1@3", "2@5"]), ("deal/1", 3, .forward, []),
      ("deal/1", .max, .forward, []), ("deal/1", nil, .backward, ["2@5", "1@3", "0@1"]),
      ("deal/1", 1, .backward, ["1@3", "0@1"]), ("deal/1", 9, .backward, ["2@5", "1@3", "0@1"]),
      ("deal/2", nil, .forward, ["0@2", "1@4"]), ("deal/2", nil, .backward, ["1@4", "0@2"]),
      ("deal/2", 0, .backward, ["0@2"]), ("deal", nil, .forward, []),
      ("deal/3", nil, .backward, []),
      ("aaa", nil, .backward, []), ("zzz", nil, .forward, []),
    ] as [(String, UInt64?, ReadDirection, [String])])
  func `sees a stream from any place, in both directions`(
    stream: String, start: UInt64?, direction: ReadDirection, places: [String]
  ) throws {
    #expect(try store.places(of: stream, from: start, direction) == places)
  }

  @Test func `finds a line by its position`() throws {
    let lines = try store.lines()
    for (number, line) in lines.enumerated() {
      #expect(try text(at: UInt64(number)) == line)
    }
    #expect(try text(at: 6) == nil)
    #expect(try text(at: .max) == nil)
  }

  @Test func `copies out pages`() throws {
    let lines = try store.lines()
    let page = try store.events(from: GlobalPosition(2), limit: 3)
    #expect(page.map(\.position.rawValue) == [2, 3, 4])
    #expect(page.map { String(decoding: $0.line, as: UTF8.self) } == Array(lines[2...4]))
    #expect(try store.events(from: GlobalPosition(6), limit: 3) == [])
    #expect(try store.events(from: .first, limit: 0) == [])
  }

  @Test func `stays at the end once it has come there`() throws {
    try store.withSnapshot { snapshot throws(LogFault) in
      for direction in [ReadDirection.forward, .backward] {
        var log = try snapshot.lines(direction)
        while try log.next() != nil {}
        #expect(try log.next() == nil)
        var stream = try snapshot.lines(of: StreamName("deal/1"), direction)
        while try stream.next() != nil {}
        #expect(try stream.next() == nil)
      }
    }
  }

  @Test func `sees one state, whatever is appended meanwhile`() async throws {
    let log = try TestLog()
    let store = try log.open()
    try store.withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines()
      #expect(try cursor.next()?.position == .first)
      store.submit(try Submission("a", appending: [("deal/1", 1)])) { _ in }
      while try store.size() == 1 {}
      #expect(try cursor.next() == nil)
      #expect(try snapshot.size() == 1)
    }
  }

  private func text(at position: UInt64) throws(LogFault) -> String? {
    try store.withSnapshot { snapshot throws(LogFault) in
      try snapshot.line(at: GlobalPosition(position))?.text
    }
  }
}

/// Tables changed behind the log's back, with six events as above.
@Suite struct `A damaged log` {
  let log: TestLog

  init() async throws {
    log = try TestLog()
    let store = try log.open()
    for number in 1...5 {
      let stream = number % 2 == 1 ? "deal/1" : "deal/2"
      _ = try await store.append(Submission("\(number)", appending: [(stream, 1)])).appended()
    }
    store.close()
  }

  @Test(arguments: [0, 1, 3, 4] as [UInt64])
  func `shows its gap in both directions, and gives what comes before it`(gap: UInt64) throws {
    try log.remove(IntegerKey(gap), from: "events")
    let store = try log.open(.readOnly)
    let fault = LogFault.damaged("position \(gap) is missing")
    #expect(throws: fault) { try store.positions() }
    #expect(throws: fault) { try store.positions(.backward) }
    #expect(throws: fault) { try store.positions(from: gap) }
    #expect(throws: fault) { try store.positions(from: gap, .backward) }
    #expect(try store.positions(from: gap + 1) == Array(gap + 1...5))
    #expect(try store.events(from: GlobalPosition(gap + 1), limit: 1).count == 1)
  }

  @Test(arguments: [0, 1] as [UInt64])
  func `shows the hole of a stream in both directions`(hole: UInt64) throws {
    try log.remove("deal/1", hole, from: "streams")
    let store = try log.open(.readOnly)
    let fault = LogFault.damaged("revision \(hole) of deal/1 is missing")
    #expect(throws: fault) { try store.places(of: "deal/1") }
    #expect(throws: fault) { try store.places(of: "deal/1", .backward) }
    #expect(throws: fault) { try store.places(of: "deal/1", from: hole, .backward) }
    #expect(try store.places(of: "deal/2") == ["0@2", "1@4"])
  }

  @Test func `shows a stream's position that has no line`() throws {
    try log.tamper("events") { transaction, table throws(LMDBError) in
      try transaction.delete(IntegerKey(3).bytes, in: table)
    }
    let store = try log.open(.readOnly)
    #expect(throws: LogFault.damaged("a stream names a position that has no line")) {
      try store.places(of: "deal/1")
    }
  }

  @Test(arguments: [
    ("events", [UInt8](repeating: 255, count: 8)), ("events", [1, 2, 3]),
    ("edge", Array("edge".utf8)), ("events", Array("zzzzzzzzz".utf8)),
  ])
  func `takes nothing where its end is damaged, and does not stop the process`(
    table: String, key: [UInt8]
  ) async throws {
    try log.tamper(table) { transaction, table throws(LMDBError) in
      try transaction.put("damage".utf8.span.bytes, for: key.span.bytes, in: table)
    }
    let store = try log.open()
    guard case .damaged = await store.fault(of: try Submission("a", appending: [("deal/1", 1)]))
    else {
      Issue.record("it was taken")
      return
    }
  }

  @Test(arguments: [6, 7] as [UInt64])
  func `takes no sealed event where the vault goes beyond the end`(position: UInt64) async throws {
    try log.tamper("vault") { transaction, table throws(LMDBError) in
      try transaction.put("stray".utf8.span.bytes, for: IntegerKey(position).bytes, in: table)
    }
    let store = try log.open()
    #expect(
      await store.fault(of: try Submission("a", appending: [("deal/1", 1)], vault: "sealed"))
        == .damaged("there is a row for position 6 or a later one already"))
    #expect(try store.size() == 6)
  }

  @Test func `takes nothing where its last line is missing`() async throws {
    try log.remove(IntegerKey(5), from: "events")
    let store = try log.open()
    #expect(
      await store.fault(of: try Submission("a", appending: [("deal/1", 1)]))
        == .damaged("the tree has 6 leaves, and there are 5 events"))
  }

  @Test(arguments: [0, 8, 11, 43])
  func `answers no repetition from a damaged row`(byte: Int) async throws {
    let key = Array("1".utf8) + [0] + Array("caih".utf8)
    try log.tamper("commands") { transaction, table throws(LMDBError) in
      guard var row = try transaction.value(for: key.span.bytes, in: table)?.copied() else {
        throw .corrupted
      }
      row[byte] ^= 0xFF
      try transaction.put(row.span.bytes, for: key.span.bytes, in: table)
    }
    let store = try log.open()
    guard case .damaged = await store.fault(of: try Submission("1", appending: [("deal/1", 1)]))
    else {
      Issue.record("it was answered")
      return
    }
    // The others are not harmed.
    _ = try await store.append(Submission("a", appending: [("deal/1", 1)])).appended()
    _ = try await store.append(Submission("2", appending: [("deal/2", 1)])).repeated()
  }

  @Test func `answers no repetition without the request`() async throws {
    try log.remove(IntegerKey(1), from: "requests")
    let store = try log.open()
    #expect(
      await store.fault(of: try Submission("1", appending: [("deal/1", 1)]))
        == .damaged("the command at position 1 has no request"))
  }
}

extension TestLog {
  fileprivate func remove(_ key: IntegerKey, from table: String) throws(LMDBError) {
    try tamper(table) { transaction, table throws(LMDBError) in
      #expect(try transaction.delete(key.bytes, in: table))
    }
  }

  fileprivate func remove(
    _ stream: String, _ revision: UInt64, from table: String
  ) throws(LMDBError) {
    let number = withUnsafeBytes(of: revision.bigEndian) { Array($0) }
    let key = Array(stream.utf8) + [0] + number
    try tamper(table) { transaction, table throws(LMDBError) in
      #expect(try transaction.delete(key.span.bytes, in: table))
    }
  }
}
