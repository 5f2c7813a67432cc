public import EventLog

extension StreamState {
  /// Takes in the stream's next line.
  public mutating func apply(_ line: borrowing StoredLine) throws(FoldFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(line.bytes)
    } catch {
      throw .line(error)
    }
    try apply(view)
  }
}
