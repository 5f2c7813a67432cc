import Foundation
import LMDB
import Testing

@Suite struct `A data file` {
  let folder: TemporaryFolder
  let pageSize = 4096

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [Environment.Access.readWrite, .readOnly])
  func `that lacks a page is refused before it is mapped`(_ access: Environment.Access) throws {
    try fill(entries: 1000)
    let whole = try folder.contents()
    try folder.replaceContents(whole.dropLast(pageSize))
    #expect(
      throws: LMDBError.truncated(expected: whole.count, actual: whole.count - pageSize)
    ) { try folder.open(access) }
    try folder.replaceContents(whole.dropLast(1))
    #expect(throws: LMDBError.truncated(expected: whole.count, actual: whole.count - 1)) {
      try folder.open(access)
    }
  }

  @Test func `is refused at every length that lacks a page`() throws {
    try fill(entries: 200)
    let whole = try folder.contents()
    for length in stride(from: pageSize, to: whole.count, by: pageSize) {
      try folder.replaceContents(whole.prefix(length))
      #expect(throws: LMDBError.truncated(expected: whole.count, actual: length)) {
        try folder.open()
      }
    }
    try folder.replaceContents(whole)
    _ = try folder.open()
  }

  @Test func `that lacks part of a large value is refused`() throws {
    do {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      var transaction = try WriteTransaction(environment)
      try transaction.put(String(repeating: "x", count: 50_000), for: "large", in: table)
      try transaction.commit()
    }
    let whole = try folder.contents()
    var refused = 0
    for length in stride(from: 2 * pageSize, to: whole.count, by: pageSize) {
      try folder.replaceContents(whole.prefix(length))
      do { _ = try folder.open() } catch LMDBError.truncated { refused += 1 }
    }
    #expect(refused == whole.count / pageSize - 2)
  }

  @Test func `may lack pages that were given back before they were written`() throws {
    // So that there are free pages for the others to go to.
    for _ in 1...3 { try fill(entries: 1000) }
    do {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      var transaction = try WriteTransaction(environment)
      try transaction.put(String(repeating: "x", count: 1 << 20), for: "large", in: table)
      try transaction.delete("large", in: table)
      try transaction.commit()
      #expect(try folder.contents().count < environment.info.lastPage * pageSize)
    }
    let environment = try folder.open()
    let table = try environment.openTables(["events"])[0]
    #expect(try ReadTransaction(environment).entries(in: table) == 1000)
  }

  @Test(arguments: ["x", String(repeating: "not LMDB", count: 2000)])
  func `that is something else is refused`(_ contents: String) throws {
    try folder.replaceContents(Data(contents.utf8))
    #expect(throws: LMDBError.notLMDB) { try folder.open() }
    #expect(throws: LMDBError.notLMDB) { try folder.open(.readOnly) }
    #expect(try folder.contents() == Data(contents.utf8))
  }

  @Test(arguments: [0, 1]) func `that has lost a meta page is refused`(_ page: Int) throws {
    try fill(entries: 10)
    var contents = try folder.contents()
    contents.replaceSubrange(page * pageSize..<page * pageSize + 152, with: Data(count: 152))
    try folder.replaceContents(contents)
    #expect(throws: LMDBError.corrupted) { try folder.open() }
  }

  @Test func `of another version is refused`() throws {
    try fill(entries: 10)
    var contents = try folder.contents()
    for page in [0, 1] { contents[page * pageSize + 20] = 2 }
    try folder.replaceContents(contents)
    #expect(throws: LMDBError.versionMismatch) { try folder.open() }
  }

  @Test func `that is short and damaged is refused, whatever its pages say`() throws {
    try fill(entries: 1000)
    let whole = try folder.contents()
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(seed: seed)
    for round in 0..<200 {
      var contents = Data(whole.dropLast(pageSize))
      for _ in 0..<500 {
        let offset = Int.random(in: 2 * pageSize..<contents.count, using: &random)
        contents[offset] = UInt8.random(in: 0...255, using: &random)
      }
      // Heads of pages steer the walk.
      for page in 2..<contents.count / pageSize where Bool.random(using: &random) {
        contents[page * pageSize + Int.random(in: 10..<40, using: &random)] ^= 0x11
      }
      try folder.replaceContents(contents)
      do {
        _ = try folder.open()
      } catch LMDBError.truncated, LMDBError.corrupted {
      } catch {
        Issue.record("seed \(seed), round \(round): \(error)")
      }
    }
  }

  private func fill(entries: Int) throws(LMDBError) {
    let environment = try folder.open()
    let table = try environment.openTables(["events"])[0]
    var transaction = try WriteTransaction(environment)
    for number in 0..<entries {
      try transaction.put(String(repeating: "v", count: 50), for: "key\(number)", in: table)
    }
    try transaction.commit()
  }
}
