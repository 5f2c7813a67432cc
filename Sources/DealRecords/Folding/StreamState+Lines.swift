public import EventLog

extension StreamState {
  /// Takes in the stream's next line, with what can be opened of what it has sealed.
  public mutating func apply(
    _ line: borrowing StoredLine, sealed row: RawSpan? = nil, by opener: Opener = .closed
  ) throws(FoldFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(trusting: line.bytes)
    } catch {
      throw .line(error)
    }
    try apply(view, at: line.position, sealed: row, by: opener)
  }
}
