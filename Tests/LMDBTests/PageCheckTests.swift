import Foundation
import LMDB
import Testing

@Suite struct `The pages of a file` {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try fill(seed: 1, commits: 15)
  }

  @Test func `hold after any number of commits`() throws {
    for seed in UInt64(2)...4 {
      try fill(seed: seed, commits: 15)
      try Environment.checkHead(in: folder.path)
      #expect(try Environment.checkPages(in: folder.path) > 2)
    }
  }

  @Test func `hold in a copy`() throws {
    let copy = try TemporaryFolder()
    try folder.open().copy(to: copy.path, compacting: true)
    try Environment.checkHead(in: copy.path)
    #expect(
      try Environment.checkPages(in: copy.path) <= Environment.checkPages(in: folder.path))
  }

  @Test func `hold while others write`() throws {
    let environment = try folder.open()
    let hold = try ReadTransaction(environment)
    try fill(environment, seed: 9, commits: 5)
    #expect(try Environment.checkPages(in: folder.path) > 2)
    _ = consume hold
  }

  @Test(arguments: [0, 10, 12, 14, 16])
  func `are found where their header is damaged`(_ offset: Int) throws {
    let whole = try folder.contents()
    var found = 0
    for page in 0..<whole.count / 4096 {
      var damaged = whole
      damaged[page * 4096 + offset] ^= 0xFF
      try folder.replaceContents(damaged)
      if fault() != nil { found += 1 }
    }
    // The others are free: nothing leads to them.
    try folder.replaceContents(whole)
    #expect(found >= 2)
    #expect(fault() == nil)
  }

  @Test func `are found where the head lies`() throws {
    let whole = try folder.contents()
    for offset in [16, 20, 40, 44, 80, 88, 91, 92, 94, 128, 144] {
      var damaged = whole
      for page in 0...1 { damaged[page * 4096 + offset] ^= 0x55 }
      try folder.replaceContents(damaged)
      #expect(fault() != nil, "byte \(offset)")
    }
  }

  @Test func `are found where the record of a table does not begin with zeros`() throws {
    let whole = try folder.contents()
    let records = placesOfRecords(of: "small", in: whole)
    #expect(!records.isEmpty)
    for byte in 0..<4 {
      var damaged = whole
      for record in records { damaged[record + byte] ^= 0x55 }
      try folder.replaceContents(damaged)
      #expect(fault() != nil, "byte \(byte)")
    }
  }

  @Test func `are found where there are none`() throws {
    for length in [0, 100, 4096, 8192] {
      try folder.replaceContents(folder.contents().prefix(length))
      #expect(fault() != nil)
    }
  }

  /// A table's record follows its name, in every state that the file still holds.
  private func placesOfRecords(of table: String, in file: Data) -> [Int] {
    var places: [Int] = []
    while let name = file.range(of: Data(table.utf8), in: (places.last ?? 0)..<file.count) {
      places.append(name.upperBound)
    }
    return places
  }

  private func fault() -> PageFault? {
    do throws(PageFault) {
      try Environment.checkHead(in: folder.path)
      _ = try Environment.checkPages(in: folder.path)
      return nil
    } catch {
      return error
    }
  }

  private func fill(seed: UInt64, commits: Int) throws {
    try fill(folder.open(), seed: seed, commits: commits)
  }

  /// Writes and deletes small and large values, so that pages are freed and used again.
  private func fill(_ environment: Environment, seed: UInt64, commits: Int) throws {
    var random = SplitMix(seed: seed)
    let tables = try environment.openTables(["small", "large", "gone"])
    for _ in 0..<commits {
      var transaction = try WriteTransaction(environment)
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let key = "\(Int.random(in: 0..<2000, using: &random))"
        let table = tables[Int.random(in: 0..<3, using: &random)]
        if Bool.random(using: &random) {
          try transaction.delete(key, in: table)
        } else {
          let length = Int.random(in: 0..<(table == tables[1] ? 30_000 : 300), using: &random)
          try transaction.put(String(repeating: "x", count: length), for: key, in: table)
        }
      }
      try transaction.commit()
    }
  }
}
