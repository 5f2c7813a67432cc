import Deals

/// How a deal leaves the way to its fulfilment, if it does.
struct Exit {
  enum Manner {
    /// Nothing more is recorded.
    case stalls
    case declined, withdrawn, lapsed, refused, rescinded
  }

  let phase: Phase
  let manner: Manner

  static func drawn(from dice: inout Dice) -> Exit? {
    let manner: Manner? = dice.pick(weighted: [
      (nil, 68), (.stalls, 7), (.declined, 7), (.withdrawn, 5), (.lapsed, 8), (.refused, 2),
      (.rescinded, 3),
    ])
    return manner.map { Exit(phase: dice.pick($0.phases), manner: $0) }
  }
}

extension Exit.Manner {
  /// Where a deal may be left in this manner.
  fileprivate var phases: [Phase] {
    switch self {
    case .stalls:
      [
        .proposed, .exploring, .termSheet, .negotiating, .termsAgreed, .approved, .signing, .signed,
      ]
    case .declined, .withdrawn: [.proposed, .exploring, .termSheet, .negotiating]
    case .lapsed: [.proposed, .exploring, .negotiating, .termsAgreed, .approved, .signing]
    case .refused: [.approved, .signing]
    case .rescinded: [.signed]
    }
  }
}

/// How a deal in force ends, if it does.
enum Finish: CaseIterable {
  case expiry, consent, breach, convenience
  /// It is suspended, and nobody resumes it.
  case standstill

  static func drawn(from dice: inout Dice) -> Finish {
    dice.pick(weighted: [
      (.expiry, 66), (.consent, 10), (.breach, 9), (.convenience, 10), (.standstill, 5),
    ])
  }
}

/// Why terms that were agreed are negotiated once more.
enum Setback: CaseIterable {
  case reopenedAgreed, reopenedApproved, reopenedSigning, approvalRefused

  static func drawn(from dice: inout Dice) -> Setback? {
    dice.happens(14) ? dice.pick(allCases) : nil
  }
}
