extension Snapshot {
  /// Where a command's first event stands, and what it was answered; nil where its id is free.
  ///
  /// `request(firstAt:)` has the request.
  public borrowing func command(
    _ id: CommandID
  ) throws(LogFault) -> (first: GlobalPosition, receipt: Receipt)? {
    guard let row = try tables.command(id, in: transaction) else { return nil }
    return (row.first, try tables.receipt(for: row, in: transaction))
  }

  /// Where a command's first event stands; nil where its id is free.
  public borrowing func firstPosition(of id: CommandID) throws(LogFault) -> GlobalPosition? {
    try tables.command(id, in: transaction)?.first
  }
}
