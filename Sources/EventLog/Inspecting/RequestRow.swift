import LMDB

/// A row of the table `requests`: a command as it was received.
public struct RequestRow: Hashable, Sendable {
  /// Where its first event stands.
  public let first: GlobalPosition
  public let stored: StoredRequest

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let first = IntegerKey(row.key) else {
      throw .damaged("a key of requests is no position")
    }
    self.first = GlobalPosition(first.number)
    stored = try StoredRequest(decoding: row.value)
  }
}
