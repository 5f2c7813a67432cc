import Crypto
import Deals
import Foundation

/// A JWS in compact form without its payload (RFC 7515, appendix F): `header..signature`.
///
/// The ledger says that its bytes verify under a registered key, and nothing about what that means
/// in law.
struct DetachedJWS {
  enum Algorithm: String {
    case edDSA = "EdDSA"
    case es256 = "ES256"
  }

  private struct Header: Decodable {
    let alg: String
    /// Extensions that must be understood; none is.
    let crit: [String]?
    let b64: Bool?
  }

  private let algorithm: Algorithm
  private let protectedHeader: Substring
  private let signature: Data

  /// Nil where the text is no detached JWS of an algorithm that is allowed.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[1].isEmpty,
      let header = Data(base64URL: parts[0]), let signature = Data(base64URL: parts[2]),
      let decoded = try? JSONDecoder().decode(Header.self, from: header),
      let algorithm = Algorithm(rawValue: decoded.alg), decoded.crit == nil, decoded.b64 != false
    else { return nil }
    (self.algorithm, protectedHeader, self.signature) = (algorithm, parts[0], signature)
  }

  /// Whether the bytes verify over this payload under this key.
  func verifies(_ payload: String, under key: JSONWebKey) -> Bool {
    let message = Data((protectedHeader + "." + Data(payload.utf8).base64URL).utf8)
    switch (algorithm, key.kty.text, key.crv.text) {
    case (.edDSA, "OKP", "Ed25519"):
      guard let x = Data(base64URL: key.x.text[...]),
        let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
      else { return false }
      return key.isValidSignature(signature, for: message)
    case (.es256, "EC", "P-256"):
      guard let x = Data(base64URL: key.x.text[...]),
        let y = key.y.flatMap({ Data(base64URL: $0.text[...]) }),
        let key = try? P256.Signing.PublicKey(rawRepresentation: x + y),
        let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: message)
    default: return false
    }
  }
}

extension JSONWebKey {
  /// RFC 7638: SHA-256 over the required members in canonical form.
  var thumbprint: Text? {
    let members =
      [("crv", crv.text), ("kty", kty.text), ("x", x.text)] + (y.map { [("y", $0.text)] } ?? [])
    let text = members.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    return Text(text: Data(SHA256.hash(data: Data("{\(text)}".utf8))).base64URL)
  }
}

extension Data {
  /// RFC 4648, section 5, without padding.
  fileprivate init?(base64URL text: Substring) {
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.count % 4) % 4)
    guard !text.contains(where: "=+/".contains) else { return nil }
    self.init(base64Encoded: standard + padding)
  }

  fileprivate var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
      "=", with: "")
  }
}
