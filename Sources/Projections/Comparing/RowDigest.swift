import Crypto

/// The bytes of a row, cell by cell, from which its digest is made: no two rows have the same.
///
/// They begin with a salt, which is drawn for each comparison: nobody can have made up rows whose sums
/// come to what he wants.
struct RowBytes {
  private enum Kind: UInt8 { case null, integer, text, other }

  private(set) var bytes: [UInt8] = []
  /// Where the cells of the key end.
  private var keyEnd = 0
  private var cells = 0
  private let keyLength: Int

  init(of table: ModelTable, salt: [UInt8]) { (keyLength, bytes) = (table.keyLength, salt) }

  init(_ row: ModelRow, salt: [UInt8]) { self.init(row.cells, of: row.table, salt: salt) }

  init(_ cells: [Cell], of table: ModelTable, salt: [UInt8]) {
    self.init(of: table, salt: salt)
    for cell in cells { add(cell) }
  }

  static func salt() -> [UInt8] { (0..<16).map { _ in UInt8.random(in: .min ... .max) } }

  mutating func add(_ cell: Cell) {
    switch cell {
    case .null: addNull()
    case .integer(let number): add(number)
    case .text(let text): add(text: text.utf8)
    case .other: addOther()
    }
  }

  mutating func addNull() { end(.null, 0) }

  mutating func add(_ number: Int64) { end(.integer, UInt64(bitPattern: number)) }

  mutating func addOther() { end(.other, 0) }

  mutating func add(text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    end(.text, UInt64(text.count))
  }

  /// What a cell is stands behind its bytes: read from its end, a row can be read in one way only.
  private mutating func end(_ kind: Kind, _ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(kind.rawValue)
    cells += 1
    if cells == keyLength { keyEnd = bytes.count }
  }

  /// In which part of its table a row belongs, by its key.
  var bucket: Int {
    // FNV-1a: nobody has to be kept from putting rows together.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes[..<keyEnd] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(TableDigest.buckets))
  }

  var row: RowDigest { RowDigest(bytes) }
}

/// SHA-256 of a row, of which sums are made.
struct RowDigest: Hashable, Sendable {
  private(set) var words: SIMD4<UInt64> = .zero

  fileprivate init(_ bytes: [UInt8]) {
    SHA256.hash(data: bytes).withUnsafeBytes { digest in
      for place in 0..<4 {
        words[place] = digest.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self)
      }
    }
  }

  init() {}

  static func += (sum: inout RowDigest, other: RowDigest) { sum.words &+= other.words }
}

/// What the rows of a table come to, in whatever order they are given.
///
/// A row counts in the part of the table that its key says, so that where two tables differ few of
/// their rows have to be looked at.
struct TableDigest: Hashable, Sendable {
  static let buckets = 1024

  private(set) var rows = 0
  private var sums = [RowDigest](repeating: RowDigest(), count: buckets)

  mutating func add(_ digest: RowDigest, in bucket: Int) {
    rows += 1
    sums[bucket] += digest
  }

  /// The parts in which two tables differ.
  func differences(from other: TableDigest) -> Set<Int> {
    Set(sums.indices.filter { sums[$0] != other.sums[$0] })
  }
}
