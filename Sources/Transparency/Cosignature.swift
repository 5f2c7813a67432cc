import Crypto

/// What a witness signs, and how the signature is spelled (C2SP tlog-cosignature, cosignature/v1).
enum Cosignature {
  /// A time of 8 bytes and an Ed25519 signature.
  static let byteCount = 72
  /// No time lies beyond what a signed number of 64 bits holds.
  static let latestTime = UInt64(Int64.max)

  /// The bytes that are signed: two lines, then the text of the note.
  static func message(_ text: String, at time: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
  }

  /// The time and the plain signature; nil where `bytes` are not spelled so.
  static func parts(of bytes: [UInt8]) -> (time: UInt64, signature: ArraySlice<UInt8>)? {
    guard bytes.count == byteCount else { return nil }
    let time = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    guard time <= latestTime else { return nil }
    return (time, bytes.dropFirst(8))
  }
}
