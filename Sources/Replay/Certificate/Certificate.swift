public import Transparency

/// What a replay came to: that bytes verify or where they do not, and never more than that.
public struct Certificate: Hashable, Sendable {
  /// Nil where line 0 could not be read.
  public let identity: LedgerIdentity?
  /// How many events there are.
  public let size: UInt64
  /// The root that the lines give; nil where they were not all read.
  public let root: TreeHash?
  public let verdicts: [ReplayLevel: LevelVerdict]
  public let counts: ReplayCounts
  /// The first of what was found; `divergenceCount` says how many there are.
  public let divergences: [Divergence]
  public let divergenceCount: Int
  public let notes: [CertificateNote]
}

extension Certificate {
  /// What the whole comes to: one level that does not hold outweighs all that do.
  public var verdict: LevelVerdict {
    let asked = Set(verdicts.values)
    if asked.contains(.doesNotHold) { return .doesNotHold }
    if asked.contains(.cannotTell) || notes.contains(.onlyFirstLine) { return .cannotTell }
    return asked.contains(.holds) ? .holds : .cannotTell
  }

  /// 0 holds, 1 does not hold, 2 cannot tell.
  public var exitCode: Int32 {
    switch verdict {
    case .holds: 0
    case .doesNotHold: 1
    case .cannotTell, .notAsked: 2
    }
  }

  public func verdict(of level: ReplayLevel) -> LevelVerdict { verdicts[level] ?? .notAsked }
}
