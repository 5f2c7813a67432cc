/// A change of the terms in force, from its proposal to its conclusion.
public struct Amendment: Hashable, Sendable {
  @frozen public enum Status: String, Hashable, Sendable {
    case proposed, concluded, rejected
  }

  public let proposal: Entered<AmendmentProposal>
  public internal(set) var status = Status.proposed
  public internal(set) var signatures: [Entered<AmendmentSignature>] = []
  /// When it was concluded or rejected, and by whom.
  public internal(set) var end: Entered<AmendmentReference>?

  init(_ proposal: Entered<AmendmentProposal>) { self.proposal = proposal }

  public var id: Identifier { proposal.fact.amendment }
  public var isOpen: Bool { status == .proposed }
}
