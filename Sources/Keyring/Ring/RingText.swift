/// How a ring is written: a header line, then a line for each key.
enum RingText {
  private static let label = "dealledger ring 1 "

  /// The line `dealledger ring 1 <epoch> <check of the epoch key> <ledger>`.
  static func header(_ epochKey: EpochKey) -> [UInt8] {
    let check = Base64.text(of: epochKey.check)
    return Array("\(label)\(epochKey.epoch) \(check) \(epochKey.ledger)\n".utf8)
  }

  /// The line `<key id> <wrapped key>`.
  static func line(_ key: DataKey, of owner: KeyOwner, under epochKey: EpochKey)
    throws(KeyringFault) -> [UInt8]
  {
    var line: [UInt8] = []
    Hex.append(key.id.bytes, to: &line)
    line.append(UInt8(ascii: " "))
    Base64.append(try epochKey.wrap(key, of: owner), to: &line)
    line.append(UInt8(ascii: "\n"))
    return line
  }

  /// Refuses a header of another ledger, of another epoch, or of another epoch key.
  static func check(_ header: Span<UInt8>, against epochKey: EpochKey, in path: String)
    throws(KeyringFault)
  {
    let text = String(decoding: header.withUnsafeBytes { [UInt8]($0) }, as: UTF8.self)
    let parts = text.dropFirst(label.count).split(separator: " ", maxSplits: 2)
    guard text.hasPrefix(label), parts.count == 3, parts[0] == String(epochKey.epoch) else {
      throw .damaged(path: path, problem: "its first line is no header of epoch \(epochKey.epoch)")
    }
    guard parts[2] == epochKey.ledger else {
      throw .wrongLedger(path: path, found: String(parts[2]))
    }
    guard parts[1] == Base64.text(of: epochKey.check) else {
      throw .damaged(path: path, problem: "the epoch key beside it is another than the ring's")
    }
  }

  /// The ids that a ring names, which can be read without its epoch key.
  static func keys(in ring: [UInt8]) -> [KeyID] {
    ring.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
      KeyID(hex: Array(line.prefix(2 * KeyID.size)).span)
    }
  }

  /// Nil where the line names no key that this epoch key wraps.
  static func read(_ line: Span<UInt8>, under epochKey: EpochKey) -> KeyTable.Entry? {
    let digits = 2 * KeyID.size
    guard line.count > digits, line[digits] == UInt8(ascii: " "),
      let id = KeyID(hex: line.extracting(0..<digits)),
      let wrapped = Base64.bytes(of: line.extracting((digits + 1)...)),
      let (key, owner) = epochKey.unwrap(wrapped, as: id)
    else { return nil }
    return KeyTable.Entry(key: key, owner: owner)
  }
}
