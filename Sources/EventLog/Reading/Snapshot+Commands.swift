extension Snapshot {
  /// A command as it was received, and what it was answered; nil where its id is free.
  public borrowing func command(
    _ id: CommandID
  ) throws(LogFault) -> (request: StoredRequest, receipt: Receipt)? {
    guard let row = try tables.command(id, in: transaction) else { return nil }
    guard let stored = try tables.request(firstAt: row.first, in: transaction) else {
      throw .damaged("the command at position \(row.first) has no request")
    }
    return (stored, try tables.receipt(for: row, stored, in: transaction))
  }
}
