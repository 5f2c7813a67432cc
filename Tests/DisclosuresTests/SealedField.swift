import CanonicalJSON
import Crypto
import Disclosures

/// A field to be sealed, with a salt that follows from a label, so that all of it can be repeated.
struct SealedField {
  /// The array of salt, name and value.
  let disclosure: [UInt8]

  /// `value` is JSON in canonical form.
  init(_ name: String, _ value: String, salt: String) {
    disclosure = Self.array("\"\(Self.salt(salt))\"", "\"\(name)\"", value)
  }

  init(_ disclosure: [UInt8]) { self.disclosure = disclosure }

  /// 43 characters of base64url.
  static func salt(_ label: String) -> String {
    text(of: Array(SHA256.hash(data: Array(label.utf8))))
  }

  static func array(_ elements: String...) -> [UInt8] {
    Array("[\(elements.joined(separator: ","))]".utf8)
  }

  /// What stands in `_sd`, in quotes.
  var digest: String { "\"\(String(decoding: DisclosureDigest.of(disclosure), as: UTF8.self))\"" }

  /// As an SD-JWT holds it.
  var encoded: String { Self.text(of: disclosure) }

  static func text(of bytes: [UInt8]) -> String {
    String(decoding: Base64URL.encode(bytes.span.bytes), as: UTF8.self)
  }
}
