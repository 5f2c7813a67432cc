/// Reads the complete lines of a ring; what follows the last one was torn by a crash.
struct RingReader {
  private let bytes: [UInt8]
  private let path: String
  private let epochKey: EpochKey
  private(set) var offset = 0

  init(_ bytes: [UInt8], of path: String, under epochKey: EpochKey) {
    (self.bytes, self.path, self.epochKey) = (bytes, path, epochKey)
  }

  mutating func readHeader() throws(KeyringFault) {
    guard let line = nextLine() else { throw .damaged(path: path, problem: "it has no header") }
    try RingText.check(bytes.span.extracting(line), against: epochKey, in: path)
  }

  /// Takes the keys into `table`, and answers with those that were erased and lie there still.
  mutating func readKeys(into table: inout KeyTable) throws(KeyringFault) -> [KeyID] {
    var erased: [KeyID] = []
    table.reserve(table.entries.count + (bytes.count - offset) / 160)
    while true {
      let start = offset
      guard let line = nextLine() else { return erased }
      guard let entry = RingText.read(bytes.span.extracting(line), under: epochKey) else {
        throw .damaged(path: path, problem: "the line at byte \(start) is no key of this ring")
      }
      if !table.add(entry) { erased.append(entry.key.id) }
    }
  }

  private mutating func nextLine() -> Range<Int>? {
    let start = offset
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    offset = end + 1
    return start..<end
  }
}
