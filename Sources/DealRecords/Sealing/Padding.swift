/// Zeros behind a JSON text or a record, so that the length of a ciphertext tells less of it.
enum Padding {
  /// In bytes; what is sealed is a multiple of it long.
  static let block = 64

  static func pad(_ bytes: [UInt8]) -> [UInt8] {
    bytes + repeatElement(0, count: (block - bytes.count % block) % block)
  }

  /// What was padded; it ended with another byte than zero.
  static func strip(_ bytes: [UInt8]) -> [UInt8] {
    let length = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return length == bytes.count ? bytes : Array(bytes[..<length])
  }
}
