import LMDB
import Testing

/// Puts, inserts, deletes, drops and reopenings at random, held against a dictionary.
@Suite struct `A table after random writes` {
  @Test(arguments: [UInt64.random(in: 0...UInt64.max), 1, 2])
  func `holds what a dictionary would`(seed: UInt64) throws {
    print("seed \(seed)")
    var random = SplitMix(seed: seed)
    let folder = try TemporaryFolder()
    var model: [String: String] = [:]
    for _ in 0..<30 {
      let environment = try folder.open()
      let table = try environment.openTables(["events"])[0]
      var written = model
      do {
        var transaction = try WriteTransaction(environment)
        try write(to: &transaction, table, as: &written, &random)
        try compare(transaction, table, with: written, &random)
        if Int.random(in: 0..<4, using: &random) > 0 {
          try transaction.commit()
          model = written
        }
      }
      try compare(ReadTransaction(environment), table, with: model, &random)
    }
  }

  private func write(
    to transaction: inout WriteTransaction, _ table: Table, as model: inout [String: String],
    _ random: inout SplitMix
  ) throws(LMDBError) {
    for _ in 0..<Int.random(in: 0..<200, using: &random) {
      let key = randomKey(&random)
      let length = Bool.random(using: &random) ? 20 : Int.random(in: 0..<9000, using: &random)
      let value = String(repeating: key.first ?? "x", count: length)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        #expect(try transaction.delete(key, in: table) == (model.removeValue(forKey: key) != nil))
      case 1:
        #expect(try transaction.insert(value, for: key, in: table) == (model[key] == nil))
        model[key] = model[key] ?? value
      default:
        try transaction.put(value, for: key, in: table)
        model[key] = value
      }
    }
  }

  private func compare(
    _ transaction: borrowing some Reading & ~Copyable, _ table: Table,
    with model: [String: String], _ random: inout SplitMix
  ) throws(LMDBError) {
    let keys = model.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let entries = keys.map { "\($0)=\(model[$0, default: ""])" }
    #expect(try transaction.entries(in: table) == entries.count)

    var cursor = try transaction.cursor(in: table)
    var forwards: [String] = []
    while let entry = String(try cursor.next()) { forwards.append(entry) }
    #expect(forwards == entries)

    var reverse = try transaction.cursor(in: table)
    var backwards: [String] = []
    while let entry = String(try reverse.previous()) { backwards.append(entry) }
    #expect(backwards == entries.reversed())

    for _ in 0..<20 {
      let key = randomKey(&random)
      #expect(try transaction.text(key, in: table) == model[key])
      let after = keys.firstIndex { !$0.utf8.lexicographicallyPrecedes(key.utf8) }
      let before = keys.lastIndex { !key.utf8.lexicographicallyPrecedes($0.utf8) }
      #expect(try cursor.seek(to: key) == after.map { entries[$0] })
      #expect(try cursor.seek(atOrBefore: key) == before.map { entries[$0] })
    }
  }

  private func randomKey(_ random: inout SplitMix) -> String {
    let alphabet = ["a", "b", "é", "z"]
    let length = Int.random(in: 1...6, using: &random)
    return (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
  }
}
