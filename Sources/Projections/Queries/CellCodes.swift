/// Numbers for values, so that they are told apart, grouped and counted without being texts.
///
/// The same value always has the same number, from 0 for null upwards.
public final class CellCodes {
  private struct Entry {
    let hash: UInt64
    /// Where the text lies, or the integer itself.
    let start: Int
    /// The bytes of a text; nil of another value.
    let count: Int?
    /// Of a text.
    var ends = TextEnds()
  }

  // Asked for millions of times by one caller, whose use of it is not looked at each time.
  @exclusivity(unchecked) private var entries = [Entry(hash: 0, start: 0, count: nil)]
  @exclusivity(unchecked) private var bytes: [UInt8] = []
  /// The number at its hash, or in the next free place; 0 for none.
  @exclusivity(unchecked) private var slots = [Int32](repeating: 0, count: 256)

  public init() {}

  /// How many there are.
  public var count: Int { entries.count }

  /// The value that has this number.
  public func cell(_ code: Int32) -> Cell {
    guard code != 0 else { return .null }
    let entry = entries[Int(code)]
    guard let count = entry.count else { return .integer(Int64(entry.start)) }
    return .text(String(decoding: bytes[entry.start..<entry.start + count], as: UTF8.self))
  }

  /// The number of this value.
  public func code(_ cell: Cell) -> Int32 {
    switch cell {
    case .null: return 0
    case .integer(let number): return code(Int(number))
    case .text(var text), .other(var text): return text.withUTF8 { code($0, guess: 0) }
    }
  }
}

extension CellCodes {
  /// Whether the one value comes before the other, in the order of `Cell`.
  public func isBefore(_ one: Int32, _ other: Int32) -> Bool {
    guard one != 0, other != 0 else { return one == 0 && other != 0 }
    let (one, other) = (entries[Int(one)], entries[Int(other)])
    guard let length = one.count, let otherLength = other.count else {
      return one.count == nil && (other.count != nil || one.start < other.start)
    }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes[one.start..<one.start + length]
        .lexicographicallyPrecedes(bytes[other.start..<other.start + otherLength])
    }
  }
}

// MARK: Finding

extension CellCodes {
  func code(_ number: Int) -> Int32 {
    let hash = Self.mixed(UInt64(bitPattern: Int64(number)) ^ 0x9E37_79B9_7F4A_7C15)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot])]
      if entry.count == nil, entry.start == number { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(Entry(hash: hash, start: number, count: nil), at: slot)
  }

  /// - Parameter guess: The number that it may well have.
  func code(_ text: UnsafeBufferPointer<UInt8>, guess: Int32) -> Int32 {
    let ends = TextEnds(text)
    if isText(text, ends, at: entries[Int(guess)]) { return guess }
    let hash = Self.hash(text, ends)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot])]
      if entry.hash == hash, isText(text, ends, at: entry) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let entry = Entry(hash: hash, start: bytes.count, count: text.count, ends: ends)
    bytes.append(contentsOf: text)
    return add(entry, at: slot)
  }

  private func isText(
    _ text: UnsafeBufferPointer<UInt8>, _ ends: TextEnds, at entry: Entry
  ) -> Bool {
    guard entry.count == text.count, entry.ends == ends else { return false }
    guard text.count > TextEnds.length else { return true }
    return bytes.withUnsafeBufferPointer { bytes in
      text.indices.allSatisfy { bytes[entry.start + $0] == text[$0] }
    }
  }

  private func add(_ entry: Entry, at slot: Int) -> Int32 {
    let code = Int32(entries.count)
    entries.append(entry)
    slots[slot] = code
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    for code in entries.indices.dropFirst() {
      var slot = Int(truncatingIfNeeded: entries[code].hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code)
    }
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>, _ ends: TextEnds) -> UInt64 {
    var hash = mixed(UInt64(text.count) ^ ends.first)
    for start in stride(from: 8, to: text.count - 8, by: 8) {
      let bytes = UnsafeRawBufferPointer(text)
      hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return mixed(hash ^ ends.last)
  }

  private static func mixed(_ number: UInt64) -> UInt64 {
    let (high, low) = (number ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(
      by: 0xE703_7ED1_A0B4_28DB)
    return high ^ low
  }
}
