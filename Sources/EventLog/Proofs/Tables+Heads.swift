import LMDB
import Transparency

extension Tables {
  /// Where the streams ended when the log had `size` lines.
  func heads(
    ofSize size: UInt64, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> StreamHeads {
    var cursor = try transaction.walk(streams)
    var heads: [StreamHead] = []
    var prefix: [UInt8] = []
    while let row = try cursor.find(beyond(prefix).span.bytes, .forward) {
      guard row.key.byteCount > 8 else { throw .damaged("the index of streams: a key") }
      prefix = row.key.extracting(..<(row.key.byteCount - 8)).copied()
      guard let head = try head(of: prefix, below: size, &cursor) else { continue }
      heads.append(head)
    }
    return StreamHeads(heads)
  }

  /// The last event of a stream that stands below a position; nil where none does.
  private func head(
    of prefix: [UInt8], below end: UInt64, _ cursor: inout Cursor
  ) throws(LogFault) -> StreamHead? {
    guard var last = try row(of: prefix, atOrBefore: .max, &cursor) else { return nil }
    if last.position >= end {
      // Positions rise with revisions, so the last one below is found by halving.
      var range = 0..<last.revision
      while !range.isEmpty {
        let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
        guard let row = try row(of: prefix, atOrBefore: middle, &cursor) else { return nil }
        if row.position < end {
          (last, range) = (row, middle + 1..<range.upperBound)
        } else {
          range = range.lowerBound..<middle
        }
      }
      guard last.position < end else { return nil }
    }
    let name = Array(prefix.dropLast())
    return StreamHead(
      subject: .sha256(name.span.bytes), revision: StreamRevision(last.revision),
      position: GlobalPosition(last.position))
  }

  private func row(
    of prefix: [UInt8], atOrBefore revision: UInt64, _ cursor: inout Cursor
  ) throws(LogFault) -> (revision: UInt64, position: UInt64)? {
    let key = prefix + Keys.bigEndian(revision)
    guard let row = try cursor.find(key.span.bytes, .backward),
      let found = Keys.revision(in: row.key, of: prefix), let position = IntegerKey(row.value)
    else { return nil }
    return (found.rawValue, position.number)
  }

  /// Beyond every key of a stream.
  private func beyond(_ prefix: [UInt8]) -> [UInt8] {
    prefix.isEmpty ? [0] : prefix + Keys.bigEndian(.max)
  }
}

extension Snapshot {
  /// Where the streams ended when the log had `size` lines.
  public borrowing func heads(ofSize size: UInt64) throws(LogFault) -> StreamHeads {
    try tables.heads(ofSize: size, in: transaction)
  }
}

extension AppendTransaction {
  /// Where the streams end before the next line.
  public borrowing func heads() throws(LogFault) -> StreamHeads {
    try tables.heads(ofSize: size, in: transaction)
  }
}
