import Deals
import Synchronization
import Transparency

@testable import Ledger

extension Chance {
  /// What is drawn depends on the seed alone, as long as one task sends the commands.
  static func seeded(_ seed: UInt64) -> Chance {
    var chance = Chance()
    chance.forCommands = filling(seed)
    chance.forEvents = filling(~seed)
    chance.ledger = { Identifier(text: "MODEL") ?? .blank }
    // Known to everybody: it signs nothing that is kept.
    chance.key = { origin throws(NoteFault) in
      try NoteSigningKey(generatingAs: origin, from: Array(repeating: 7, count: 32))
    }
    return chance
  }

  private static func filling(_ seed: UInt64) -> Filling {
    let random = Shared(SeededRandom(seed: seed))
    return { buffer in
      random.value.withLock { random in
        for place in buffer.indices { buffer[place] = UInt8.random(in: 0 ... .max, using: &random) }
      }
    }
  }
}

private final class Shared: Sendable {
  let value: Mutex<SeededRandom>

  init(_ random: SeededRandom) { value = Mutex(random) }
}
