import LMDB

/// A row of the table `vault`: what is sealed of an event.
public struct VaultRow: ~Escapable {
  public let position: GlobalPosition
  public let bytes: RawSpan

  @_lifetime(copy row)
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let position = IntegerKey(row.key) else {
      throw .damaged("a key of vault is no position")
    }
    guard !row.value.isEmpty else { throw .damaged("a row of vault is empty") }
    self.position = GlobalPosition(position.number)
    bytes = row.value
  }
}
