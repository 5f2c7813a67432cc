import CanonicalJSON
import Transparency

/// A stored line as the payload of a JWS in compact form (RFC 7515, section 7.1).
struct SignedLine {
  static let algorithm = "EdDSA"
  static let type = "dealledger+sd-jwt"

  /// The line's bytes as they are stored.
  let line: [UInt8]

  private let header: JSONTree
  /// What is signed: header and payload, still in base64url.
  private let signed: [UInt8]
  private let signature: [UInt8]

  /// Reads `header.payload.signature`; what it says is for `verify` to ask.
  init(parsing jws: [UInt8]) throws(DisclosureFault) {
    let parts = jws.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let header = Self.bytes(of: parts[0]),
      let line = Self.bytes(of: parts[1]), let signature = Self.bytes(of: parts[2])
    else { throw .malformedJWS }
    guard let tree = try? JSONTree(parsing: header), case .object = tree else {
      throw .malformedHeader
    }
    self.header = tree
    self.line = line
    self.signature = signature
    signed = Array(jws[..<parts[1].endIndex])
  }

  /// Signs a line.
  init(_ line: [UInt8], by key: NoteSigningKey) {
    self.line = line
    header = Self.header(naming: key.verifierKey)
    signed = Array("\(Base64URL.text(of: header.canonical)).\(Base64URL.text(of: line))".utf8)
    signature = key.sign(jws: signed)
  }

  /// The JWS in compact form.
  var text: String {
    "\(String(decoding: signed, as: UTF8.self)).\(Base64URL.text(of: signature))"
  }

  private static func bytes(of text: ArraySlice<UInt8>) -> [UInt8]? {
    Base64URL.decode(Array(text).span.bytes)
  }

  private static func header(naming key: NoteVerifierKey) -> JSONTree {
    .object([
      .init(name: "alg", value: .string(algorithm)),
      .init(name: "kid", value: .string(key.nameAndID)),
      .init(name: "typ", value: .string(type)),
    ])
  }
}

extension SignedLine {
  /// Holds if header and signature are those of `key`, or throws what is wrong.
  func verify(under key: NoteVerifierKey) throws(DisclosureFault) {
    try checkMembers()
    let algorithm = text(of: "alg")
    guard algorithm == Self.algorithm else { throw .otherAlgorithm(algorithm) }
    let type = text(of: "typ")
    guard type == Self.type else { throw .otherType(type) }
    let kid = text(of: "kid")
    guard kid.utf8.elementsEqual(key.nameAndID.utf8) else {
      throw .otherKey(kid, key: key.nameAndID)
    }
    guard key.verifies(signature, jws: signed) else { throw .wrongSignature }
  }

  private func checkMembers() throws(DisclosureFault) {
    guard case .object(let members) = header else { throw .malformedHeader }
    for member in members where !["alg", "kid", "typ"].contains(member.name) {
      throw .unknownHeaderMember(member.name)
    }
  }

  /// The text of a member; what is no text, or missing, equals nothing that is asked for.
  private func text(of name: String) -> String {
    guard case .string(let text) = header[name] else { return "" }
    return text
  }
}
