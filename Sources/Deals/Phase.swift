/// Where a deal stands.
@frozen public enum Phase: String, CaseIterable, Hashable, Sendable {
  case unopened = "none"
  case proposed = "Proposed"
  case exploring = "Exploring"
  case termSheet = "TermSheet"
  case negotiating = "Negotiating"
  case termsAgreed = "TermsAgreed"
  case approved = "Approved"
  case signing = "Signing"
  case signed = "Signed"
  case effective = "Effective"
  case suspended = "Suspended"
  case windingUp = "WindingUp"
  case closed = "Closed"
  case declined = "Declined"
  case withdrawn = "Withdrawn"
  case lapsed = "Lapsed"
  case rescinded = "Rescinded"
}

extension Phase {
  /// Nothing follows but corrections, holds, erasures and disclosures.
  public static let terminal: Set<Phase> = [.closed, .declined, .withdrawn, .lapsed, .rescinded]
  /// Proposed at some time, and perhaps over.
  public static let opened = Set(allCases).subtracting([.unopened])
  /// Proposed, and not over.
  public static let alive = opened.subtracting(terminal)
}
