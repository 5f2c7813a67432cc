import Crypto
import Foundation

/// Makes detached JWS (RFC 7515, appendix F), right ones and wrong ones.
struct JWS {
  private let header: String
  private let signature: (Data) throws -> Data

  static func edDSA(
    _ key: Curve25519.Signing.PrivateKey, header: String = #"{"alg":"EdDSA"}"#
  ) -> JWS {
    JWS(header: header) { try key.signature(for: $0) }
  }

  static func es256(_ key: P256.Signing.PrivateKey) -> JWS {
    JWS(header: #"{"alg":"ES256"}"#) { try key.signature(for: $0).rawRepresentation }
  }

  func sign(_ payload: String) throws -> String {
    let header = Data(self.header.utf8).base64URL
    let signed = Data("\(header).\(Data(payload.utf8).base64URL)".utf8)
    return "\(header)..\(try signature(signed).base64URL)"
  }
}

extension Curve25519.Signing.PrivateKey {
  var jwk: [String: String] {
    ["kty": "OKP", "crv": "Ed25519", "x": publicKey.rawRepresentation.base64URL]
  }

  /// RFC 7638.
  var thumbprint: String {
    let x = publicKey.rawRepresentation.base64URL
    let members = #"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#
    return Data(SHA256.hash(data: Data(members.utf8))).base64URL
  }
}

extension P256.Signing.PrivateKey {
  var jwk: [String: String] {
    let point = publicKey.rawRepresentation
    return [
      "kty": "EC", "crv": "P-256", "x": point.prefix(32).base64URL, "y": point.suffix(32).base64URL,
    ]
  }
}

extension Data {
  var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
