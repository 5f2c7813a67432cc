import Crypto
import Foundation

/// AES-256-GCM with a random nonce, as nonce ‖ ciphertext ‖ tag.
enum AuthenticatedCipher {
  static func seal(
    _ plaintext: [UInt8], under key: SymmetricKey, binding context: [UInt8]
  ) throws(KeyringFault) -> Data {
    do {
      let nonce = try AES.GCM.Nonce(data: Self.nonce())
      let box = try AES.GCM.seal(plaintext, using: key, nonce: nonce, authenticating: context)
      guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
      return combined
    } catch {
      throw .unsealable(problem: "\(error)")
    }
  }

  /// Random, and never given out before: no key may ever see one twice.
  private static func nonce() -> [UInt8] {
    var nonce = [UInt8](repeating: 0, count: SealedBox.nonceSize)
    nonce.withUnsafeMutableBytes(RandomBytes.fill)
    return nonce
  }

  /// Nil where a bit of bytes or context is not what was sealed, or the key is another.
  static func open(_ bytes: Data, under key: SymmetricKey, binding context: [UInt8]) -> Data? {
    guard let box = try? AES.GCM.SealedBox(combined: bytes) else { return nil }
    return try? AES.GCM.open(box, using: key, authenticating: context)
  }
}
