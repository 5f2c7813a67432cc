import Foundation

/// Base64url without padding (RFC 4648, section 5), in its one canonical spelling.
enum Base64URL {
  static func encode(_ bytes: RawSpan) -> [UInt8] {
    let standard = bytes.withUnsafeBytes { Data($0).base64EncodedString() }
    return Array(
      standard.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "").utf8)
  }

  /// Nil unless `text` is what these bytes are written as.
  static func decode(_ text: RawSpan) -> [UInt8]? {
    let given = text.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    let standard = given.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: standard + padding) else { return nil }
    let bytes = [UInt8](data)
    return encode(bytes.span.bytes) == Array(given.utf8) ? bytes : nil
  }
}
