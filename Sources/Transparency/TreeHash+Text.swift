extension TreeHash: CustomStringConvertible {
  /// The hash in lower-case hexadecimal.
  public var description: String { hex }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { Hex.text(of: bytes) }

  /// 44 characters of standard base64, as checkpoints spell a root.
  public var base64: String { Base64.text(of: bytes) }

  /// The hash that 64 lower-case hexadecimal digits spell; nil for anything else.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(of: hex) else { return nil }
    self.init(bytes.span.bytes)
  }

  /// The hash that 44 characters of base64 spell; nil for anything else.
  public init?(base64: String) {
    guard let bytes = Base64.bytes(of: base64) else { return nil }
    self.init(bytes.span.bytes)
  }

  private var bytes: [UInt8] {
    withBytes { $0.withUnsafeBytes { [UInt8]($0) } }
  }
}
