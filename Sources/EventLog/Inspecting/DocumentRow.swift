public import Transparency

/// A row of the table `documents`: a sealed document that belongs to a stream, under its hash.
public struct DocumentRow: ~Escapable {
  public let stream: StreamName
  /// The SHA-256 of what was sealed.
  public let digest: TreeHash
  public let bytes: RawSpan

  @_lifetime(copy row)
  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let (name, hash) = row.key.splitAtZero, let digest = TreeHash(hash) else {
      throw .damaged("a key of documents has the wrong length")
    }
    guard row.value.byteCount <= EventStore.longestSealedDocument else {
      throw .documentTooLong(row.value.byteCount)
    }
    stream = try StreamName(name.text)
    self.digest = digest
    bytes = row.value
  }
}
