/// The ciphertexts of one line, as the table `vault` holds them: their number (1), then for each its
/// length (4, big-endian) and a box of the key ring.
struct SealedParts {
  let boxes: [[UInt8]]

  init(_ boxes: [[UInt8]]) { self.boxes = boxes }

  var encoded: [UInt8] {
    var row = [UInt8(boxes.count)]
    for box in boxes {
      row.append(bigEndian: UInt32(box.count))
      row.append(contentsOf: box)
    }
    return row
  }

  /// Nil where the bytes are no such row.
  init?(decoding row: RawSpan) {
    guard row.byteCount > 0 else { return nil }
    let count = Int(row.unsafeLoad(fromByteOffset: 0, as: UInt8.self))
    var (boxes, offset): ([[UInt8]], Int) = ([], 1)
    for _ in 0..<count {
      guard offset + 4 <= row.byteCount else { return nil }
      let length = Int(
        UInt32(bigEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      offset += 4
      guard length <= row.byteCount - offset else { return nil }
      boxes.append(row.extracting(offset..<offset + length).withUnsafeBytes { Array($0) })
      offset += length
    }
    guard offset == row.byteCount, !boxes.isEmpty else { return nil }
    self.boxes = boxes
  }
}

/// Zeros behind a JSON text or a record, so that the length of a ciphertext tells less of it.
enum Padding {
  /// In bytes; what is sealed is a multiple of it long.
  static let block = 64

  static func pad(_ bytes: [UInt8]) -> [UInt8] {
    bytes + repeatElement(0, count: (block - bytes.count % block) % block)
  }

  /// What was padded; it ended with another byte than zero.
  static func strip(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes[..<(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)])
  }
}
