/// Numbers for pairs of numbers, from 0 in the order in which they come: a dictionary for millions of
/// them, which come from the ledger's own values and need no protection from whoever chose them.
struct PairTable {
  typealias Pair = (first: Int32, second: Int32)

  private(set) var pairs: [Pair] = []
  /// Each at its hash, or in the next free place, with one more than its number; 0 for none.
  private var slots: [(pair: Pair, number: Int32)]

  /// - Parameter count: How many pairs are expected.
  init(expecting count: Int = 32) {
    // A power of two, of which at most half is taken.
    slots = Array(repeating: ((0, 0), 0), count: 2 << (Int.bitWidth - count.leadingZeroBitCount))
    pairs.reserveCapacity(count)
  }

  mutating func number(of first: Int32, _ second: Int32) -> Int {
    var place = place(of: (first, second))
    while slots[place].number != 0 {
      let slot = slots[place]
      if slot.pair.first == first, slot.pair.second == second { return Int(slot.number) - 1 }
      place = (place + 1) & (slots.count - 1)
    }
    pairs.append((first, second))
    slots[place] = ((first, second), Int32(pairs.count))
    if pairs.count * 2 > slots.count { grow() }
    return pairs.count - 1
  }

  private func place(of pair: Pair) -> Int {
    let both =
      UInt64(UInt32(bitPattern: pair.first)) << 32 | UInt64(UInt32(bitPattern: pair.second))
    let mixed = both &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ (mixed >> 32)) & (slots.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: ((0, 0), 0), count: slots.count * 4)
    for (number, pair) in pairs.enumerated() {
      var place = place(of: pair)
      while slots[place].number != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = (pair, Int32(number + 1))
    }
  }
}
