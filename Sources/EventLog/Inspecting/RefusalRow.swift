import LMDB

/// A row of the table `refusals`: the number of an attempt, and what it was.
public struct RefusalRow: Hashable, Sendable {
  public let number: UInt64
  public let attempt: RefusedAttempt

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let number = IntegerKey(row.key) else {
      throw .damaged("a key of refusals is no number")
    }
    guard let attempt = try? RefusedAttempt(decoding: row.value),
      attempt.encoded == row.value.copied()
    else { throw .damaged("a refusal is not canonical JSON of its eight fields") }
    self.number = number.number
    self.attempt = attempt
  }
}
