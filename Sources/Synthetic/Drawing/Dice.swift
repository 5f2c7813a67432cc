/// Random numbers (SplitMix64) that are the same for a seed on every machine and in every run.
///
/// The standard library's own ways from a generator to a number may change between versions; the
/// ones here do not.
struct Dice {
  private var state: UInt64

  /// The numbers of one deal, whatever other deals draw.
  init(seed: UInt64, deal: Int) {
    state = seed
    let mixed = next()
    state = mixed ^ (UInt64(deal) &* 0xD1B5_4A32_D192_ED03)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of the range, each as likely as the others.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
  }

  /// True in so many of a hundred cases.
  mutating func happens(_ percent: Int) -> Bool { number(0...99) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// An element as often as its weight says.
  mutating func pick<Element>(weighted elements: [(Element, Int)]) -> Element {
    var rest = number(0...elements.reduce(-1) { $0 + $1.1 })
    for (element, weight) in elements {
      if rest < weight { return element }
      rest -= weight
    }
    preconditionFailure("the weights are positive")
  }

  /// The hash of a document that nobody wrote.
  mutating func digest() -> String {
    var text = "sha256:"
    for _ in 0..<4 {
      let digits = String(next(), radix: 16)
      text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
    return text
  }
}
