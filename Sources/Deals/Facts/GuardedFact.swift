/// A fact whose event says which guards could not be checked.
public protocol GuardedFact: Record {
  var unchecked: [UncheckedGuard]? { get set }
}

extension GuardedFact {
  /// The same fact, with these guards noted as unchecked; none where the list is empty.
  func noting(_ guards: [UncheckedGuard]) -> Self {
    var fact = self
    fact.unchecked = guards.isEmpty ? nil : guards
    return fact
  }
}

extension Proposal: GuardedFact {}
extension Interest: GuardedFact {}
extension StatedReason: GuardedFact {}
extension Lapse: GuardedFact {}
extension SideAgreement: GuardedFact {}
extension DataRoom: GuardedFact {}
extension DueDiligence: GuardedFact {}
extension TermSheet: GuardedFact {}
extension NegotiationOpening: GuardedFact {}
extension Offer: GuardedFact {}
extension Approval: GuardedFact {}
extension ApprovalRefusal: GuardedFact {}
extension Signature: GuardedFact {}
extension Effect: GuardedFact {}
extension Rescission: GuardedFact {}
extension CaseOpening: GuardedFact {}
extension CaseFiling: GuardedFact {}
extension CaseDecision: GuardedFact {}
extension CaseReference: GuardedFact {}
extension ObligationSchedule: GuardedFact {}
extension RoyaltyStatement: GuardedFact {}
extension Payment: GuardedFact {}
extension AuditOpening: GuardedFact {}
extension AmendmentProposal: GuardedFact {}
extension AmendmentSignature: GuardedFact {}
extension Assignment: GuardedFact {}
extension Accession: GuardedFact {}
extension Sublicence: GuardedFact {}
extension Improvement: GuardedFact {}
extension Suspension: GuardedFact {}
extension Resumption: GuardedFact {}
extension TerminationNotice: GuardedFact {}
extension Termination: GuardedFact {}
extension Expiry: GuardedFact {}
extension Closing: GuardedFact {}
extension Correction: GuardedFact {}
extension Erasure: GuardedFact {}
