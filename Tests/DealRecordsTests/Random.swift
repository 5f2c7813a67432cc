/// Repeats what it did for the same seed: SplitMix64.
struct Random: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The bytes with one of them changed, dropped, doubled or moved.
  mutating func mutant(of bytes: [UInt8]) -> [UInt8] {
    var mutant = bytes
    let index = Int.random(in: bytes.indices, using: &self)
    switch Int.random(in: 0..<4, using: &self) {
    case 0: mutant.remove(at: index)
    case 1: mutant.insert(bytes[index], at: index)
    case 2: mutant[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
    default: mutant.swapAt(index, Int.random(in: bytes.indices, using: &self))
    }
    return mutant
  }
}
