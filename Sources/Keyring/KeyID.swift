/// Names a key without telling whose it is.
public struct KeyID: Hashable, Sendable {
  /// 16 random bytes.
  public let bytes: [UInt8]
}
