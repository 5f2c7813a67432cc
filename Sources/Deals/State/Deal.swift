/// A technology-transfer deal, as its events have left it.
///
/// Beside the main life cycle run others with keys of their own (cases, obligations, payments,
/// amendments, disputes, audits, notices), since they overlap it and outlive it.
public struct Deal: Hashable, Sendable {
  public internal(set) var phase = Phase.unopened
  /// The phases that it came to, in their order; it may have come to one more than once.
  public internal(set) var stages: [Stage] = []
  /// How many events have happened: the revision of the next.
  public internal(set) var events = 0
  public internal(set) var lastAt: LegalTime?
  /// What the last event entails and what therefore has to come next, in this order.
  public internal(set) var due: [DealEvent] = []

  // Who and what
  public internal(set) var proposal: Entered<Proposal>?
  public internal(set) var members = Roll<Identifier, Member>()

  // Before the terms
  public internal(set) var interests: [Entered<Interest>] = []
  public internal(set) var sideAgreements: [Entered<SideAgreement>] = []
  public internal(set) var dataRooms: [Entered<DataRoom>] = []
  public internal(set) var dueDiligence: [Entered<DueDiligence>] = []
  public internal(set) var termSheet: Entered<TermSheet>?

  // The terms, and who stands to them
  public internal(set) var versions: [TermsVersion] = []
  /// The number of the version that all parties accepted.
  public internal(set) var agreedVersion: Count?
  public internal(set) var reopenings: [Entered<StatedReason>] = []
  public internal(set) var approvals: [GrantedApproval] = []
  public internal(set) var approvalRefusals: [Entered<ApprovalRefusal>] = []
  public internal(set) var signatures: [MadeSignature] = []

  // In force
  public internal(set) var effectiveOn: Day?
  /// The terms that have bound the parties, oldest first.
  public internal(set) var termsInForce: [TermsInForce] = []
  public internal(set) var suspensions: [Entered<Suspension>] = []
  public internal(set) var resumptions: [Entered<Resumption>] = []
  public internal(set) var sublicences = Roll<Identifier, Entered<Sublicence>>()
  public internal(set) var improvements = Roll<Identifier, Entered<Improvement>>()

  // Life cycles with keys of their own
  public internal(set) var cases = Roll<Identifier, RegulatoryCase>()
  public internal(set) var obligations = Roll<Identifier, Obligation>()
  public internal(set) var payments = Roll<PaymentKey, RecordedPayment>()
  public internal(set) var amendments = Roll<Identifier, Amendment>()
  public internal(set) var disputes = Roll<Identifier, Dispute>()
  public internal(set) var audits = Roll<Identifier, Audit>()
  public internal(set) var notices = Roll<Identifier, Notice>()

  // The end
  /// What ended the deal, or led it into winding up.
  public internal(set) var ending: Entered<Ending>?
  public internal(set) var closing: Entered<Closing>?

  // Stewardship
  public internal(set) var corrections: [Entered<Correction>] = []
  public internal(set) var holds = Roll<Identifier, Entered<LegalHold>>()
  public internal(set) var erasures: [Entered<Erasure>] = []
  public internal(set) var disclosures: [Entered<Disclosure>] = []

  /// A deal to which nothing has happened yet.
  public init() {}

  public var title: LocalizedText { proposal?.fact.title ?? .blank }
  public var types: [AgreementType] { proposal?.fact.type ?? [] }
  /// The party, or the broker, that proposed.
  public var proposedBy: Attribution? { proposal?.by }
  /// The day on which the proposal runs out.
  public var validUntil: Day? { proposal?.fact.validUntil }
}
