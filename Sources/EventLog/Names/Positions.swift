/// Where an event stands among all events: 0, 1, 2 … without gaps, so that it is also its leaf.
@frozen public struct GlobalPosition: Hashable, Comparable, Sendable {
  public let rawValue: UInt64

  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  public static let first = GlobalPosition(0)

  /// It wraps, so that a damaged number is found and does not stop the process.
  public var next: GlobalPosition { GlobalPosition(rawValue &+ 1) }

  /// Nil before the first.
  public var previous: GlobalPosition? { rawValue == 0 ? nil : GlobalPosition(rawValue - 1) }

  @inlinable public static func < (one: GlobalPosition, other: GlobalPosition) -> Bool {
    one.rawValue < other.rawValue
  }
}

extension GlobalPosition: CustomStringConvertible {
  public var description: String { String(rawValue) }
}

/// Where an event stands in its stream: 0, 1, 2 … without gaps.
@frozen public struct StreamRevision: Hashable, Comparable, Sendable {
  public let rawValue: UInt64

  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  public static let first = StreamRevision(0)

  /// It wraps, so that a damaged number is found and does not stop the process.
  public var next: StreamRevision { StreamRevision(rawValue &+ 1) }

  /// Nil before the first.
  public var previous: StreamRevision? { rawValue == 0 ? nil : StreamRevision(rawValue - 1) }

  @inlinable public static func < (one: StreamRevision, other: StreamRevision) -> Bool {
    one.rawValue < other.rawValue
  }
}

extension StreamRevision: CustomStringConvertible {
  public var description: String { String(rawValue) }
}

/// What an append takes a stream to be before it writes.
public enum ExpectedRevision: Hashable, Sendable {
  case any, noStream, exactly(StreamRevision)

  /// Whether a stream that stands at `current` is what was expected.
  public func admits(_ current: StreamRevision?) -> Bool {
    switch self {
    case .any: true
    case .noStream: current == nil
    case .exactly(let revision): current == revision
    }
  }
}
