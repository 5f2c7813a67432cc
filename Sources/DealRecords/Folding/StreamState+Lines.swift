public import EventLog

extension StreamState {
  /// Takes in the stream's next line, with what a vault opens of what it has sealed.
  public mutating func apply(
    _ line: borrowing StoredLine, sealed row: RawSpan? = nil, in vault: Vault? = nil,
    for purpose: Vault.Purpose = .deciding
  ) throws(FoldFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(line.bytes)
    } catch {
      throw .line(error)
    }
    try apply(view, at: line.position, sealed: row, in: vault, for: purpose)
  }
}
