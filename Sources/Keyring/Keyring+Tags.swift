import Crypto

extension Keyring {
  /// A name for bytes that nobody can guess who has not the key, and that is always the same:
  /// HMAC-SHA256 (RFC 2104), 32 bytes.
  public static func tag(of bytes: [UInt8], under key: DataKey) -> [UInt8] {
    let label = Array("dealledger tag 1\0".utf8)
    return Array(HMAC<SHA256>.authenticationCode(for: label + bytes, using: key.secret))
  }
}
