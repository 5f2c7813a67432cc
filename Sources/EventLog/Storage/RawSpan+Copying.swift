extension RawSpan {
  /// The bytes, to keep.
  public func copied() -> [UInt8] { withUnsafeBytes { Array($0) } }
}
