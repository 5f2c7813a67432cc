/// A row of a table where it lies; it cannot outlive the snapshot.
public struct StoredRow: ~Escapable {
  public let key: RawSpan
  public let value: RawSpan

  @_lifetime(copy key, copy value)
  init(key: RawSpan, value: RawSpan) {
    self.key = key
    self.value = value
  }
}
