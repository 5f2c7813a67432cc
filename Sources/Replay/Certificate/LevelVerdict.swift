/// What a replay can say of one level, or of a whole ledger.
public enum LevelVerdict: String, Sendable {
  case holds = "holds"
  case doesNotHold = "does-not-hold"
  case cannotTell = "cannot-tell"
  case notAsked = "not-asked"
}
