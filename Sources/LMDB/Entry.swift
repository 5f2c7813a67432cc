/// A key and its value, where they lie; they cannot outlive the transaction.
public struct Entry: ~Escapable {
  public let key: RawSpan
  public let value: RawSpan

  @_lifetime(copy key, copy value)
  init(key: RawSpan, value: RawSpan) {
    self.key = key
    self.value = value
  }
}
