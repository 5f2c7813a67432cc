public import EventLog
public import Transparency

/// Why a log cannot prove what it was asked for.
public enum ProvingFault: Error, Hashable, Sendable {
  case log(LogFault)
  /// Nobody has signed a head of the log yet. Sign one.
  case noCheckpoint
  /// The tree of this size was not signed. Ask for the newest, or for a size that was.
  case notSigned(size: UInt64)
  /// The tree has no such line. Ask for a lower position, or sign a newer head.
  case lineBeyondTree(position: GlobalPosition, size: UInt64)
  /// The log has never been so large.
  case sizeBeyondLog(asked: UInt64, size: UInt64)
  /// The older size is the larger one. Swap them.
  case sizesReversed(older: UInt64, newer: UInt64)
  /// A head is not of this log's history.
  case foreign(HeadFault)
}

/// Why a signed head is not of a log's history.
public enum HeadFault: Error, Hashable, Sendable {
  case malformed(String)
  case signature(NoteFault)
  case otherOrigin(String, own: String)
  /// It is of a larger tree than the log has.
  case beyondLog(size: UInt64, log: UInt64)
  /// It has another root than the log has at that size: one of them is a fork.
  case otherRoot(size: UInt64)
}

extension ProvingFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .log(let fault): "\(fault)"
    case .noCheckpoint: "no head of this log was signed yet"
    case .notSigned(let size): "there is no checkpoint of \(size) events"
    case .lineBeyondTree(let position, let size):
      "the signed tree has \(size) events, and none at position \(position)"
    case .sizeBeyondLog(let asked, let size):
      "the log has \(size) events, and never had \(asked)"
    case .sizesReversed(let older, let newer): "\(older) is larger than \(newer)"
    case .foreign(let fault): "\(fault)"
    }
  }
}

extension HeadFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformed(let problem): "it cannot be read: \(problem)"
    case .signature(let fault): "\(fault)"
    case .otherOrigin(let origin, let own): "it is of the log \(origin), not of \(own)"
    case .beyondLog(let size, let log): "it signs \(size) events, and the log has \(log)"
    case .otherRoot(let size):
      "it signs another history: its root of \(size) events is not the one of this log"
    }
  }
}
