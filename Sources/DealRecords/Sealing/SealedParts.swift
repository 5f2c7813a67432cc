public import Keyring

/// The ciphertexts of one line, as the table `vault` holds them: their number (1), then for each its
/// length (4, big-endian) and a box of the key ring under one key.
public struct SealedParts: Hashable, Sendable {
  /// The key of each part: the stream's own, then those of the persons whom values are about.
  public let keys: [KeyID]
  /// Where in the row each box lies.
  let places: [Range<Int>]

  /// Nil where there is no row, or one of another form.
  public init?(_ row: RawSpan?) {
    guard let row else { return nil }
    self.init(decoding: row)
  }

  /// Nil where the bytes are no such row.
  public init?(decoding row: RawSpan) {
    guard row.byteCount > 0 else { return nil }
    let count = Int(row.unsafeLoad(fromByteOffset: 0, as: UInt8.self))
    var (keys, places): ([KeyID], [Range<Int>]) = ([], [])
    var offset = 1
    for _ in 0..<count {
      guard offset + 4 <= row.byteCount else { return nil }
      let length = Int(
        UInt32(bigEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      offset += 4
      guard length <= row.byteCount - offset else { return nil }
      let place = offset..<offset + length
      guard let box = SealedBox(row.extracting(place)), box.keyCount == 1 else { return nil }
      keys.append(box.key(at: 0))
      places.append(place)
      offset += length
    }
    guard offset == row.byteCount, !places.isEmpty else { return nil }
    (self.keys, self.places) = (keys, places)
  }

  static func encode(_ boxes: [[UInt8]]) -> [UInt8] {
    var row = [UInt8(boxes.count)]
    row.reserveCapacity(1 + boxes.reduce(0) { $0 + 4 + $1.count })
    for box in boxes {
      row.append(bigEndian: UInt32(box.count))
      row.append(contentsOf: box)
    }
    return row
  }
}
