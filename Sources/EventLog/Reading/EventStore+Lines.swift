extension EventStore {
  /// How many events the log has.
  public var size: UInt64 {
    get throws(LogFault) {
      try withSnapshot { snapshot throws(LogFault) in try snapshot.size() }
    }
  }

  /// Writes lines behind what `bytes` holds, each with a line feed, as far as `end` or until so many
  /// bytes have been added; answers the position that comes next.
  ///
  /// A gap throws `damaged`.
  public func copyLines(
    from start: GlobalPosition, before end: GlobalPosition, into bytes: inout [UInt8],
    filling size: Int
  ) throws(LogFault) -> GlobalPosition {
    let full = bytes.count + size
    return try withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(from: start)
      var next = start
      while next < end, bytes.count < full {
        guard let line = try cursor.next() else { throw .damaged("position \(next) is missing") }
        line.bytes.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\n"))
        next = next.next
      }
      return next
    }
  }
}
