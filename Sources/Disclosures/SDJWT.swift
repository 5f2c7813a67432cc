import CanonicalJSON

/// An SD-JWT in its compact form, taken apart: `header.payload.signature~d1~d2~…~` (RFC 9901,
/// section 4).
struct SDJWT {
  /// `header.payload.signature`.
  let jws: [UInt8]
  /// In the order in which they stand, in base64url.
  let disclosures: [[UInt8]]

  init(parsing text: String) throws(DisclosureFault) {
    let parts = text.utf8.split(separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last else { throw .unendedSDJWT }
    guard last.isEmpty else {
      throw last.contains(UInt8(ascii: ".")) ? .keyBinding : .unendedSDJWT
    }
    jws = Array(parts[0])
    disclosures = parts.dropFirst().dropLast().map { Array($0) }
  }

  /// The text of a signed line and its disclosures, each of them the JSON of its array.
  static func text(of line: SignedLine, disclosing disclosures: [[UInt8]]) -> String {
    let parts = [line.text] + disclosures.map { Base64URL.text(of: $0) }
    return parts.map { $0 + "~" }.joined()
  }
}

extension Base64URL {
  static func text(of bytes: [UInt8]) -> String {
    String(decoding: encode(bytes.span.bytes), as: UTF8.self)
  }
}
