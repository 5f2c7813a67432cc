import LMDB

/// A row of the table `refusals`: the number of an attempt, and what it was.
public struct RefusalRow: Hashable, Sendable {
  public let number: UInt64
  public let attempt: RefusedAttempt

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let number = IntegerKey(row.key) else {
      throw .damaged("a key of refusals is no number")
    }
    try self.init(number: number.number, row.value)
  }

  /// A row by its number.
  public init(number: UInt64, _ row: RawSpan) throws(LogFault) {
    let attempt = try RefusedAttempt(decoding: row, number: number)
    guard attempt.encoded == row.copied() else {
      throw .damaged("refusal \(number): it is not the canonical JSON of its seven fields")
    }
    self.number = number
    self.attempt = attempt
  }
}
