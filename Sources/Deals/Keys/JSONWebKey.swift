/// A public key as a JWK (RFC 7517): Ed25519 or P-256.
///
/// The private part `d` is no field, so that a key pair sent by mistake is refused and not kept.
public struct JSONWebKey: Record {
  public var alg: Text?
  public var crv = Text.blank
  public var kid: Text?
  public var kty = Text.blank
  public var use: Text?
  public var x = Text.blank
  public var y: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("alg", &alg)
    try visit.field("crv", &crv)
    try visit.field("kid", &kid)
    try visit.field("kty", &kty)
    try visit.field("use", &use)
    try visit.field("x", &x)
    try visit.field("y", &y)
  }
}

extension JSONWebKey {
  public enum Algorithm: Hashable, Sendable {
    case ed25519, p256
  }

  /// What the key is for; nil where the ledger cannot verify with it.
  public var algorithm: Algorithm? {
    guard use.map({ $0.text == "sig" }) ?? true else { return nil }
    return switch (kty.text, crv.text, y) {
    case ("OKP", "Ed25519", nil):
      Self.isCoordinate(x) && admits("EdDSA", "Ed25519") ? .ed25519 : nil
    case ("EC", "P-256", let y?):
      Self.isCoordinate(x) && Self.isCoordinate(y) && admits("ES256") ? .p256 : nil
    default: nil
    }
  }

  /// Whether the key names no algorithm, or one of these.
  private func admits(_ algorithms: String...) -> Bool {
    alg.map { algorithms.contains($0.text) } ?? true
  }

  /// 32 bytes are 43 characters of base64url, of which the last carries four bits.
  private static func isCoordinate(_ text: Text) -> Bool {
    let bytes = text.text.utf8
    let lasts = "AEIMQUYcgkosw048".utf8
    return bytes.count == 43 && bytes.allSatisfy(isBase64URL)
      && bytes.last.map(lasts.contains) ?? false
  }

  private static func isBase64URL(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
