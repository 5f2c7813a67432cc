import Crypto
import Foundation

/// The key under which the data keys of one epoch are wrapped.
struct EpochKey: Sendable {
  private static let wrapping = Array("dealledger wrapped key 1\0".utf8)

  let epoch: Int
  let ledger: String
  private let secret: SymmetricKey
  /// Epoch and ledger, which end every associated data.
  private let place: [UInt8]

  private init(epoch: Int, ledger: String, secret: SymmetricKey) {
    (self.epoch, self.ledger, self.secret) = (epoch, ledger, secret)
    let number = UInt64(epoch)
    let digits = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
    place = digits + ledger.utf8
  }

  static func random(epoch: Int, ledger: String) -> EpochKey {
    EpochKey(epoch: epoch, ledger: ledger, secret: SymmetricKey(size: .bits256))
  }

  /// Tells a ring that this key fits, and tells nobody the key.
  var check: [UInt8] {
    let info = Array("dealledger epoch key check 1\0".utf8) + place
    let check = HKDF<SHA256>.deriveKey(inputKeyMaterial: secret, info: info, outputByteCount: 32)
    return check.withUnsafeBytes { [UInt8]($0) }
  }

  /// Nonce ‖ ciphertext ‖ tag over the data key and its owner's name.
  func wrap(_ key: DataKey, of owner: KeyOwner) throws(KeyringFault) -> [UInt8] {
    var plaintext = key.secret.withUnsafeBytes { [UInt8]($0) }
    plaintext.append(contentsOf: owner.text.utf8)
    return [UInt8](
      try AuthenticatedCipher.seal(plaintext, under: secret, binding: bound(to: key.id)))
  }

  /// Nil where it was not wrapped under this key as the key of this id.
  func unwrap(_ bytes: [UInt8], as id: KeyID) -> (key: DataKey, owner: KeyOwner)? {
    guard
      let plaintext = AuthenticatedCipher.open(
        Data(bytes), under: secret, binding: bound(to: id)),
      plaintext.count >= DataKey.size
    else { return nil }
    let key = DataKey(id: id, secret: SymmetricKey(data: plaintext.prefix(DataKey.size)))
    return (key, KeyOwner(String(decoding: plaintext.dropFirst(DataKey.size), as: UTF8.self)))
  }

  private func bound(to id: KeyID) -> [UInt8] {
    var bound = Self.wrapping
    bound.reserveCapacity(bound.count + KeyID.size + place.count)
    bound.append(contentsOf: id.bytes)
    bound.append(contentsOf: place)
    return bound
  }
}

extension EpochKey {
  /// The file's two lines: `dealledger epoch key 1 <epoch> <ledger>` and the key in base64.
  var fileText: [UInt8] {
    let secret = self.secret.withUnsafeBytes { [UInt8]($0) }
    return Array("\(Self.label)\(epoch) \(ledger)\n\(Base64.text(of: secret))\n".utf8)
  }

  init(reading path: String, epoch: Int, ledger: String) throws(KeyringFault) {
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty, lines[0].hasPrefix("\(Self.label)\(epoch) ") else {
      throw .damaged(path: path, problem: "it is not the key of epoch \(epoch)")
    }
    let found = String(lines[0].dropFirst("\(Self.label)\(epoch) ".count))
    guard found == ledger else { throw .wrongLedger(path: path, found: found) }
    let digits = Array(lines[1].utf8)
    guard let bytes = Base64.bytes(of: digits.span), bytes.count == DataKey.size else {
      throw .damaged(path: path, problem: "its second line is not a key of 32 bytes in base64")
    }
    self.init(epoch: epoch, ledger: ledger, secret: SymmetricKey(data: bytes))
  }

  private static var label: String { "dealledger epoch key 1 " }
}
