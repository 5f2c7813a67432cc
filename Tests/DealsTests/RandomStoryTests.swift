import Deals
import Testing

/// SplitMix64: small, and the same numbers for a seed everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct `Whatever is asked in whatever order` {
  @Test(arguments: UInt64(1)...40)
  func `is refused, or gives events that both replays take`(_ seed: UInt64) throws {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let pool =
      (Refused.table.flatMap { $0.given + [$0.asked] } + `A replay`.stories.flatMap(\.self))
      .map { step in
        var step = step
        step.at = nil
        return step
      }
    var story = try Story(Stage.effective.prefix(Int.random(in: 1...10, using: &generator)) + [])
    for _ in 0..<150 {
      let step = try #require(pool.randomElement(using: &generator))
      let before = story.deal
      do throws(any Error) {
        try story.happen(step)
        #expect(story.deal != before)
      } catch is Refusal {
        #expect(story.deal == before)
      }
    }
  }
}
