import Crypto
import Synchronization

extension Keyring {
  /// Seals a value so that it opens only while all of `keys` (1…255) exist, and only in its place.
  ///
  /// `context` names that place. The same plaintext never becomes the same box.
  public func seal(
    _ plaintext: [UInt8], under keys: [DataKey], boundTo context: [UInt8]
  ) throws(KeyringFault) -> [UInt8] {
    guard let count = UInt8(exactly: keys.count), count > 0 else {
      throw .unsealable(problem: "it takes 1 to 255 keys, not \(keys.count)")
    }
    var header = [count]
    header.reserveCapacity(1 + keys.count * KeyID.size)
    for key in keys { header.append(contentsOf: key.id.bytes) }
    return try BoxCipher.seal(
      plaintext, under: boxKey(of: keys), header: header, boundTo: context)
  }

  /// Opens a box that was sealed in this place.
  ///
  /// A restricted value is decrypted only where `evenIfRestricted` asks for it, for checking and
  /// never for showing. A header that was altered to name an erased key reads as erased.
  public func open(
    _ bytes: RawSpan, boundTo context: [UInt8], evenIfRestricted: Bool = false
  ) -> Opening {
    guard let box = SealedBox(bytes) else { return .altered }
    var keys: [DataKey] = []
    var isRestricted = false
    var unknown: KeyID?
    for place in 0..<box.keyCount {
      let id = box.key(at: place)
      switch standing(of: id) {
      case .present(let key, _): keys.append(key)
      case .restricted(let key, _):
        keys.append(key)
        isRestricted = true
      case .erased(let record): return .erased(record)
      case .unknown: unknown = unknown ?? id
      }
    }
    if let unknown { return .unknownKey(unknown) }
    if isRestricted, !evenIfRestricted { return .restricted(nil) }
    guard let plaintext = BoxCipher.open(box, under: boxKey(of: keys), boundTo: context) else {
      return .altered
    }
    return isRestricted ? .restricted(plaintext) : .opened(plaintext)
  }

  /// The key of a box under these keys; one for several keys is derived once and remembered.
  private func boxKey(of keys: [DataKey]) -> SymmetricKey {
    guard keys.count > 1 else { return keys[0].secret }
    let ids = keys.map(\.id)
    if let known = table.withLock({ $0.combination(of: ids) }) { return known }
    let key = BoxCipher.key(of: keys)
    table.withLock { table in
      guard ids.allSatisfy({ table.entries[$0] != nil }) else { return }
      table.remember(key, of: ids)
    }
    return key
  }
}
