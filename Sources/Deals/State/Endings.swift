/// What ended a deal, or led it into winding up.
public enum Ending: Hashable, Sendable {
  case declined(StatedReason)
  case withdrawn(StatedReason)
  case lapsed(Lapse)
  case signingRefused(StatedReason)
  case rescinded(Rescission)
  case terminated(Termination)
  case expired(Expiry)
}
