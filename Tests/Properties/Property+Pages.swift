import Foundation
import LMDB

extension Property {
  /// A file whose pages hold can be read to its end.
  ///
  /// The bytes are changes to a small file, four for each: where (three, the lowest first), and what
  /// is flipped there.
  public static let pages = Property("pages") { bytes throws(Violation) in
    try required("a file") { () throws in _ = try file.get() }
    guard case .success(let file) = file else { return }
    try required("the changed file") { () throws in try file.change(bytes) }
    let pages = try accepted { () throws(PageFault) in
      try Environment.checkHead(in: file.folder)
      return try Environment.checkPages(in: file.folder)
    }
    guard pages != nil else { return }
    _ = try accepted { () throws(LMDBError) in try file.read() }
  }

  /// Made once in a process; for one thread at a time.
  private static let file = Result { try SmallFile() }
}

/// A file of LMDB's with small tables and large values, and pages that have been freed.
private struct SmallFile: Sendable {
  let folder: String
  private let whole: [UInt8]
  private static let tables = ["small", "large", "gone"]
  private var path: URL { URL(filePath: folder).appending(path: "data.mdb") }

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "pages-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.path
    try Self.fill(folder)
    whole = [UInt8](try Data(contentsOf: url.appending(path: "data.mdb")))
  }

  private static func fill(_ folder: String) throws {
    let environment = try Environment(folder: folder, mapSize: 1 << 20)
    let tables = try environment.openTables(tables)
    for round in 0..<3 {
      var transaction = try WriteTransaction(environment)
      for key in 0..<120 {
        let key = Array("\(round)-\(key)".utf8)
        try transaction.put([UInt8](repeating: 7, count: 60), for: key, in: tables[0])
        try transaction.put([1], for: key, in: tables[2])
      }
      let large = [UInt8](repeating: 8, count: 5000 * (round + 1))
      try transaction.put(large, for: [UInt8(round)], in: tables[1])
      try transaction.commit()
    }
    var transaction = try WriteTransaction(environment)
    for round in 0..<2 {
      for key in 0..<120 { try transaction.delete(Array("\(round)-\(key)".utf8), in: tables[2]) }
    }
    try transaction.commit()
  }

  func change(_ changes: [UInt8]) throws {
    var bytes = whole
    for change in stride(from: 0, to: changes.count - changes.count % 4, by: 4) {
      let place =
        Int(changes[change]) | Int(changes[change + 1]) << 8
        | Int(changes[change + 2]) << 16
      bytes[place % bytes.count] ^= changes[change + 3]
    }
    try Data(bytes).write(to: path)
  }

  /// Goes through every table, there and back.
  func read() throws(LMDBError) {
    let environment = try Environment(folder: folder, mapSize: 1 << 20, access: .readOnly)
    for table in try environment.openTables(Self.tables) {
      let snapshot = try ReadTransaction(environment)
      var sum = 0
      var cursor = try snapshot.cursor(in: table)
      while let entry = try cursor.next() { sum += entry.key.sum + entry.value.sum }
      var back = try snapshot.cursor(in: table)
      while let entry = try back.previous() { sum -= entry.key.sum + entry.value.sum }
      // What is read there is what is read back, whatever it is.
      precondition(sum == 0, "The table is not the same from its end")
    }
  }
}

extension WriteTransaction {
  fileprivate mutating func put(
    _ value: [UInt8], for key: [UInt8], in table: Table
  ) throws(LMDBError) {
    try put(value.span.bytes, for: key.span.bytes, in: table)
  }

  fileprivate mutating func delete(_ key: [UInt8], in table: Table) throws(LMDBError) {
    _ = try delete(key.span.bytes, in: table)
  }
}

extension RawSpan {
  fileprivate var sum: Int {
    withUnsafeBytes { $0.reduce(0) { $0 &+ Int($1) } }
  }
}
