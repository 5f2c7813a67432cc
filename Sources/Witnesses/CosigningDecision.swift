public import Transparency

/// What a witness answers to a request (C2SP tlog-witness, "add-checkpoint").
public enum CosigningDecision: Hashable, Sendable {
  /// It extends what was cosigned last: remember it, then cosign it.
  case cosign
  /// The body is no request, or its old size is beyond the checkpoint's.
  case malformed(String)
  /// No log with this origin is trusted.
  case unknownOrigin
  /// No trusted key of the log has signed it.
  case unsigned
  /// The log speaks of another size than was cosigned last, or has another root at that size.
  case conflict(size: UInt64)
  /// The proof does not hold.
  case unproven(ProofFault)
}

extension CosigningDecision {
  /// Decides about a request, given what the witness remembers of its log.
  ///
  /// - Parameters:
  ///   - last: The checkpoint that was cosigned last for the origin; nil where there is none.
  ///   - logs: Whom the witness trusts; those with another origin do not matter.
  public init(
    about request: CosigningRequest, last: Checkpoint?, trusting logs: [TrustedLog]
  ) {
    let checkpoint = request.checkpoint
    let keys = logs.filter { $0.origin.utf8.elementsEqual(checkpoint.origin.utf8) }.map(\.key)
    let (lastSize, lastRoot) = last.map { ($0.size, $0.root) } ?? (0, .empty)
    if keys.isEmpty {
      self = .unknownOrigin
    } else if !keys.contains(where: { (try? $0.verify(request.note)) != nil }) {
      self = .unsigned
    } else if request.oldSize > checkpoint.size {
      self = .malformed("the old size \(request.oldSize) is beyond that of the checkpoint")
    } else if request.oldSize != lastSize {
      self = .conflict(size: lastSize)
    } else if checkpoint.size == lastSize, checkpoint.root != lastRoot {
      self = .conflict(size: lastSize)
    } else {
      self = Self.judging(request.proof, from: lastRoot, to: checkpoint.root)
    }
  }

  private static func judging(
    _ proof: ConsistencyProof, from older: TreeHash, to newer: TreeHash
  ) -> CosigningDecision {
    do throws(ProofFault) {
      try proof.verify(older: older, newer: newer)
      return .cosign
    } catch {
      return .unproven(error)
    }
  }
}
