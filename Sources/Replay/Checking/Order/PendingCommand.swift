import DealRecords
import EventLog

/// A command that was decided again, while its lines are compared with what came of it.
struct PendingCommand {
  /// The facts that it should have caused.
  let facts: [Fact]
  /// The ledger's clock when it was decided.
  let now: RecordTime?
  /// Where its first line stands.
  let place: Place
  /// What is lacking of the state that it was decided upon.
  let gap: StateGap?
  /// How many of its lines have been compared.
  var taken = 0

  init(_ facts: [Fact], now: RecordTime?, at place: Place, upon gap: StateGap?) {
    (self.facts, self.now, self.place, self.gap) = (facts, now, place, gap)
  }
}
