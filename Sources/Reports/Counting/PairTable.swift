/// Numbers for pairs of numbers, from 0 in the order in which they come: a dictionary for millions of
/// them, which come from the ledger's own values and need no protection from whoever chose them.
struct PairTable {
  private(set) var pairs: [(first: Int32, second: Int32)] = []
  /// One more than the number at its hash, or in the next free place; 0 for none.
  private var slots = [Int32](repeating: 0, count: 64)

  mutating func number(of first: Int32, _ second: Int32) -> Int {
    var slot = slot(of: first, second)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if pairs[number].first == first, pairs[number].second == second { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    pairs.append((first, second))
    slots[slot] = Int32(pairs.count)
    if pairs.count * 2 > slots.count { grow() }
    return pairs.count - 1
  }

  private func slot(of first: Int32, _ second: Int32) -> Int {
    let pair = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let mixed = pair &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    for (number, pair) in pairs.enumerated() {
      var slot = slot(of: pair.first, pair.second)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }
}
