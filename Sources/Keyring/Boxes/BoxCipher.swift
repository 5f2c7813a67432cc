import Crypto
import Foundation

/// Seals and opens one box under the key that belongs to its header.
enum BoxCipher {
  private static let label = Array("dealledger box 1\0".utf8)
  private static let combination = Array("dealledger box 1 several keys".utf8)

  /// The key of a box: the one key itself, or one that takes them all, in their order.
  static func key(of keys: [DataKey]) -> SymmetricKey {
    guard keys.count > 1 else { return keys[0].secret }
    var secrets: [UInt8] = []
    secrets.reserveCapacity(keys.count * DataKey.size)
    for key in keys { key.secret.withUnsafeBytes { secrets.append(contentsOf: $0) } }
    return HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secrets), info: combination, outputByteCount: 32)
  }

  static func seal(
    _ plaintext: [UInt8], under key: SymmetricKey, header: [UInt8], boundTo context: [UInt8]
  ) throws(KeyringFault) -> [UInt8] {
    let sealed = try AuthenticatedCipher.seal(
      plaintext, under: key, binding: label + header + context)
    var box: [UInt8] = []
    box.reserveCapacity(header.count + sealed.count)
    box.append(contentsOf: header)
    sealed.withUnsafeBytes { box.append(contentsOf: $0) }
    return box
  }

  /// Nil where the box, its header or its context is not what was sealed.
  static func open(
    _ box: borrowing SealedBox, under key: SymmetricKey, boundTo context: [UInt8]
  ) -> [UInt8]? {
    var bound = label
    bound.reserveCapacity(label.count + box.header.byteCount + context.count)
    box.header.withUnsafeBytes { bound.append(contentsOf: $0) }
    bound.append(contentsOf: context)
    let body = box.body.withUnsafeBytes { Data($0) }
    return AuthenticatedCipher.open(body, under: key, binding: bound).map { [UInt8]($0) }
  }
}
