/// The way in which a log is read.
public enum ReadDirection: Hashable, Sendable {
  case forward, backward
}

/// A line where it lies; it cannot outlive the snapshot.
public struct StoredLine: ~Escapable {
  public let position: GlobalPosition
  public let bytes: RawSpan

  @_lifetime(copy bytes)
  init(position: GlobalPosition, bytes: RawSpan) {
    self.position = position
    self.bytes = bytes
  }

  /// What stands in it, as in a line of the log's own; one that cannot be read throws `damaged`.
  @_lifetime(copy self)
  public func view() throws(LogFault) -> LineView {
    do throws(LineFault) {
      return try LineView(trusting: bytes)
    } catch {
      throw .damaged("position \(position): \(error)")
    }
  }
}

/// A line, copied out to be kept.
public struct RecordedEvent: Hashable, Sendable {
  public let position: GlobalPosition
  public let line: [UInt8]

  public init(_ stored: StoredLine) {
    position = stored.position
    line = stored.bytes.copied()
  }
}
