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
  /// Whether something was erased of what it was decided upon.
  let isOnErased: Bool
  /// How many of its lines have been compared.
  var taken = 0

  init(_ facts: [Fact], now: RecordTime?, at place: Place, isOnErased: Bool) {
    (self.facts, self.now, self.place, self.isOnErased) = (facts, now, place, isOnErased)
  }
}
