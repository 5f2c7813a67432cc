/// A body's approval, and whether it still stands.
public struct GrantedApproval: Hashable, Sendable {
  public let approval: Entered<Approval>
  public internal(set) var isVoided = false

  init(_ approval: Entered<Approval>) { self.approval = approval }
}

/// A party's signature, and whether it still stands.
public struct MadeSignature: Hashable, Sendable {
  public let signature: Entered<Signature>
  public internal(set) var isVoided = false

  init(_ signature: Entered<Signature>) { self.signature = signature }
}

extension Deal {
  /// The approvals of the agreed terms that still stand.
  public var standingApprovals: [Approval] {
    guard let hash = agreed?.hash else { return [] }
    return approvals.filter { !$0.isVoided && $0.approval.fact.termsHash == hash }
      .map(\.approval.fact)
  }

  /// The signatures under the agreed terms that still stand.
  public var standingSignatures: [Signature] {
    signatures.filter { !$0.isVoided }.map(\.signature.fact)
  }

  public func hasSigned(_ party: Identifier) -> Bool {
    signatures.contains { !$0.isVoided && $0.signature.fact.party == party }
  }
}
