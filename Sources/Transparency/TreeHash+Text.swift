extension TreeHash: CustomStringConvertible {
  /// The hash in lower-case hexadecimal.
  public var description: String { hex }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { withBytes(Hex.text) }

  /// 44 characters of standard base64, as checkpoints spell a root.
  public var base64: String {
    Base64.text(of: withBytes { $0.withUnsafeBytes { [UInt8]($0) } })
  }

  /// The hash that 64 lower-case hexadecimal digits spell; nil for anything else.
  public init?(hex: String) { self.init(hex: hex.utf8.span.bytes) }

  /// The hash that 64 lower-case hexadecimal digits spell; nil for anything else.
  public init?(hex digits: RawSpan) {
    guard digits.byteCount == 2 * Self.byteCount else { return nil }
    var words = InlineArray<8, UInt32>(repeating: 0)
    for place in words.indices {
      guard let word = Hex.word(digits, at: 8 * place) else { return nil }
      words[place] = word
    }
    self.init(in: words.span.bytes, at: 0)
  }

  /// The hash that 44 characters of base64 spell; nil for anything else.
  public init?(base64: String) {
    guard let bytes = Base64.bytes(of: base64) else { return nil }
    self.init(bytes.span.bytes)
  }
}
