import EventLog
import Foundation
import LMDB

/// A transaction that writes whatever it is told into the tables of a log.
struct Tampering: ~Copyable {
  private var transaction: WriteTransaction
  private let tables: [String: Table]

  init(_ environment: Environment) throws {
    let names = LogTable.allCases.map(\.rawValue)
    let opened = try environment.openTables(names)
    let transaction = try WriteTransaction(environment)
    self.transaction = transaction
    tables = Dictionary(uniqueKeysWithValues: zip(names, opened))
  }

  consuming func commit() throws { try transaction.commit() }

  private func table(_ name: LogTable) -> Table {
    guard let table = tables[name.rawValue] else { preconditionFailure(name.rawValue) }
    return table
  }

  func rows(of name: LogTable) throws -> [(key: [UInt8], value: [UInt8])] {
    var cursor = try transaction.cursor(in: table(name))
    var rows: [(key: [UInt8], value: [UInt8])] = []
    while let entry = try cursor.next() { rows.append((entry.key.copied(), entry.value.copied())) }
    return rows
  }

  func value(_ key: [UInt8], in name: LogTable) throws -> [UInt8] {
    guard let value = try transaction.value(for: key.span.bytes, in: table(name)) else {
      throw Missing()
    }
    return value.copied()
  }

  mutating func put(_ value: [UInt8], for key: [UInt8], in name: LogTable) throws {
    try transaction.put(value.span.bytes, for: key.span.bytes, in: table(name))
  }

  mutating func delete(_ key: [UInt8], in name: LogTable) throws {
    try transaction.delete(key.span.bytes, in: table(name))
  }

  /// Changes the value under a key.
  mutating func change(
    _ key: [UInt8], in name: LogTable, _ body: (inout [UInt8]) -> Void
  ) throws {
    var value = try value(key, in: name)
    body(&value)
    try put(value, for: key, in: name)
  }

  /// Puts each of two values in the place of the other.
  mutating func swap(_ one: [UInt8], _ other: [UInt8], in name: LogTable) throws {
    let (first, second) = (try value(one, in: name), try value(other, in: name))
    try put(second, for: one, in: name)
    try put(first, for: other, in: name)
  }

  struct Missing: Error {}
}

extension [UInt8] {
  /// A number as keys and rows hold it.
  init(bigEndian number: UInt64) {
    self = Swift.withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }

  /// Replaces the first occurrence of a text by one of the same length, or another.
  mutating func replace(_ text: String, with other: String) {
    let string = String(decoding: self, as: UTF8.self)
    guard let range = string.range(of: text) else { preconditionFailure("no \(text)") }
    self = Array(string.replacingCharacters(in: range, with: other).utf8)
  }
}
