public import Transparency

/// A row of the table `commands`: which events a command came to.
public struct StoredCommand: Hashable, Sendable {
  public let id: CommandID
  public let first: GlobalPosition
  public let count: Int
  public let digest: TreeHash

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let (id, sender) = row.key.splitAtZero else {
      throw .damaged("a key of commands has no sender")
    }
    self.id = try CommandID(id.text, from: sender.text)
    let value = try CommandRow(decoding: row.value)
    (first, count, digest) = (value.first, value.count, value.digest)
  }
}
