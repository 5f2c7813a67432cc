import LMDB

/// A row of the table `requests`: a command as it was sealed.
public struct RequestRow: ~Escapable {
  /// Where its first event stands.
  public let first: GlobalPosition
  public let bytes: RawSpan

  @_lifetime(copy row)
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let first = IntegerKey(row.key) else {
      throw .damaged("a key of requests is no position")
    }
    guard !row.value.isEmpty else { throw .damaged("a row of requests is empty") }
    self.first = GlobalPosition(first.number)
    bytes = row.value
  }
}
