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
    do {
      let sealed = try AES.GCM.seal(
        plaintext, using: key, authenticating: label + header + context)
      var box: [UInt8] = []
      box.reserveCapacity(
        header.count + SealedBox.nonceSize + plaintext.count + SealedBox.tagSize)
      box.append(contentsOf: header)
      sealed.combined?.withUnsafeBytes { box.append(contentsOf: $0) }
      return box
    } catch {
      throw .unsealable(problem: "\(error)")
    }
  }

  /// Nil where the box, its header or its context is not what was sealed.
  static func open(
    _ box: borrowing SealedBox, under key: SymmetricKey, boundTo context: [UInt8]
  ) -> [UInt8]? {
    var authenticated = label
    authenticated.reserveCapacity(label.count + box.header.byteCount + context.count)
    box.header.withUnsafeBytes { authenticated.append(contentsOf: $0) }
    authenticated.append(contentsOf: context)
    let body = box.body.withUnsafeBytes { Data($0) }
    guard let sealed = try? AES.GCM.SealedBox(combined: body),
      let plaintext = try? AES.GCM.open(sealed, using: key, authenticating: authenticated)
    else { return nil }
    return [UInt8](plaintext)
  }
}
