import Foundation

/// A file of records, each a line of canonical JSON, to which lines are only added.
struct RecordFile<Record: Codable> {
  let folder: KeysFolder
  let path: String

  /// The complete lines; a last one torn by a crash was never begun.
  func read() throws(KeyringFault) -> [Record] {
    guard try Files.mark(of: path) != nil else { return [] }
    let lines = try Files.read(path).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var records: [Record] = []
    for (number, line) in lines.dropLast().enumerated() {
      guard let record = try? JSONDecoder().decode(Record.self, from: Data(line)) else {
        throw .damaged(path: path, problem: "line \(number + 1) is no record")
      }
      records.append(record)
    }
    return records
  }

  /// Adds a line, durably, and answers where it begins.
  @discardableResult func append(_ record: Record) throws(KeyringFault) -> Int {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(record) else {
      throw .file(path: path, problem: "the record cannot be written as JSON")
    }
    let isNew = try Files.mark(of: path) == nil
    let file = try OpenFile(path, O_RDWR | O_CREAT)
    let end = try completeLength(of: file)
    try file.write([UInt8](line) + [UInt8(ascii: "\n")], at: end)
    try file.sync()
    if isNew { try Files.sync(folder: folder.path) }
    return end
  }

  /// Cuts off a torn line, and makes the others durable.
  func settle() throws(KeyringFault) {
    guard try Files.mark(of: path) != nil else { return }
    let file = try OpenFile(path, O_RDWR)
    try cut(to: try completeLength(of: file))
  }

  func cut(to size: Int) throws(KeyringFault) {
    let file = try OpenFile(path, O_RDWR)
    try file.cut(to: size)
    try file.sync()
  }

  private func completeLength(of file: OpenFile) throws(KeyringFault) -> Int {
    try file.read().lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }
}
