/// A sealed value as it lies in the store: which keys open it, without opening it.
///
/// Count of keys (1 byte, 1…255) ‖ that many key ids ‖ nonce (12) ‖ ciphertext ‖ tag (16).
public struct SealedBox: ~Escapable, Sendable {
  static let nonceSize = 12
  static let tagSize = 16

  let bytes: RawSpan
  public let keyCount: Int

  /// Nil where the bytes are too few for what their first byte announces.
  @_lifetime(copy bytes)
  public init?(_ bytes: RawSpan) {
    guard bytes.byteCount > 0 else { return nil }
    let count = Int(bytes.unsafeLoad(fromByteOffset: 0, as: UInt8.self))
    let least = 1 + count * KeyID.size + Self.nonceSize + Self.tagSize
    guard count > 0, bytes.byteCount >= least else { return nil }
    (self.bytes, keyCount) = (bytes, count)
  }

  /// The id of one of the keys, counted from 0.
  public func key(at place: Int) -> KeyID {
    precondition(place < keyCount, "the box has \(keyCount) keys")
    return KeyID(bytes, at: 1 + place * KeyID.size)
  }

  public var keys: [KeyID] {
    var keys: [KeyID] = []
    keys.reserveCapacity(keyCount)
    for place in 0..<keyCount { keys.append(key(at: place)) }
    return keys
  }

  /// Count and key ids, which the tag covers too.
  var header: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(first: 1 + keyCount * KeyID.size) }
  }

  /// Nonce, ciphertext and tag.
  var body: RawSpan {
    @_lifetime(copy self) get { bytes.extracting(droppingFirst: 1 + keyCount * KeyID.size) }
  }
}
