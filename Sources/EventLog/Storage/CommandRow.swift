import Transparency

/// What a command came to, as the table `commands` holds it: 44 bytes.
///
///     offset  bytes
///     0       8       the position of its first event, big-endian
///     8       4       how many events it has, big-endian
///     12      32      its digest
struct CommandRow: Hashable {
  let first: GlobalPosition
  let count: Int
  let digest: TreeHash

  static let length = 44

  var encoded: [UInt8] {
    var row = Keys.bigEndian(first.rawValue)
    withUnsafeBytes(of: UInt32(count).bigEndian) { row.append(contentsOf: $0) }
    digest.withBytes { bytes in bytes.withUnsafeBytes { row.append(contentsOf: $0) } }
    return row
  }

  init(first: GlobalPosition, count: Int, digest: TreeHash) {
    (self.first, self.count, self.digest) = (first, count, digest)
  }

  init(decoding row: RawSpan) throws(LogFault) {
    guard row.byteCount == Self.length, let digest = TreeHash(row.extracting(12..<44)) else {
      throw .damaged("a row of commands has \(row.byteCount) bytes")
    }
    first = GlobalPosition(UInt64(bigEndian: row.unsafeLoadUnaligned(as: UInt64.self)))
    count = Int(
      UInt32(bigEndian: row.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt32.self)))
    self.digest = digest
    guard (1...EventStore.mostEvents).contains(count), first.rawValue < .max >> 1 else {
      throw .damaged("a row of commands says \(count) events from position \(first)")
    }
  }

  var positions: Range<UInt64> { first.rawValue..<first.rawValue + UInt64(count) }
}
