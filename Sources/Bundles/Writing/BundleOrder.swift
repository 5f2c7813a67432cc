public import EventLog

/// What a bundle is to hold.
public struct BundleOrder: Hashable, Sendable {
  /// Nil for every event from `first` on.
  public var filter: BundleFilter?
  /// Where it begins; with a filter at 0.
  public var first: UInt64
  public var parts: [BundlePart]

  public init(filter: BundleFilter? = nil, from first: UInt64 = 0, with parts: [BundlePart] = []) {
    (self.filter, self.first, self.parts) = (filter, first, parts)
  }
}

/// Why a log gives no such bundle.
public enum BundleExportFault: Error, Hashable, Sendable {
  case log(LogFault)
  /// Nothing has been signed, and nothing vouches for what was not.
  case noCheckpoint
  /// The checkpoint covers no line `ledger.heads.v1`, so that nothing shows that a subject is whole.
  case noHeads(size: UInt64)
  /// The bundle would begin behind what the checkpoint covers.
  case beyond(first: UInt64, size: UInt64)
}

extension BundleExportFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .log(let fault): "\(fault)"
    case .noCheckpoint: "no tree of this ledger has been signed"
    case .noHeads(let size):
      "none of the \(size) events that are signed says where the streams ended"
    case .beyond(let first, let size):
      "position \(first) is beyond the \(size) events that are signed"
    }
  }
}
