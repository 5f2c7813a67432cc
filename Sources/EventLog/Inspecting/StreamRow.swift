import LMDB

/// A row of the table `streams`: where an event of a stream stands among all.
public struct StreamRow: Hashable, Sendable {
  public let stream: StreamName
  public let revision: StreamRevision
  public let position: GlobalPosition

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let (name, number) = row.key.splitAtZero, let revision = IntegerKey(number),
      let position = IntegerKey(row.value)
    else { throw .damaged("a row of streams has the wrong length") }
    stream = try StreamName(name.text)
    self.revision = StreamRevision(revision.number)
    self.position = GlobalPosition(position.number)
  }
}

extension RawSpan {
  /// What stands before the first zero byte and what stands after it; nil where there is none.
  var splitAtZero: (before: RawSpan, after: RawSpan)? {
    @_lifetime(copy self)
    get {
      guard let zero = withUnsafeBytes({ $0.firstIndex(of: 0) }) else { return nil }
      return (extracting(0..<zero), extracting((zero + 1)..<byteCount))
    }
  }

  var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}
