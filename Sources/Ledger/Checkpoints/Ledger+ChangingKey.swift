import DealRecords
import Deals
public import Transparency

extension Ledger {
  /// Signs from now on with another key: a line names it, and trees that hold that line are signed
  /// with it and no other.
  ///
  /// The old key signs the head as it stands first, and is gone afterwards.
  ///
  /// - Returns: The new key.
  public func changeLogKey() async throws(LedgerFault) -> NoteVerifierKey {
    _ = try await createCheckpoint()
    let origin = try history().current.origin
    let next = try LogKey(folder: keysFolder).makeNext(named: origin, drawing: chance.key)
    guard let key = Text(text: "\(next.verifierKey)") else {
      throw .badValue("\(next.verifierKey) cannot stand in a line")
    }
    var change = LogKeyChanged()
    change.key = key
    try await record(.keyChanged(change))
    _ = try signingKey()  // which takes over the new one
    _ = try await signHead()
    return next.verifierKey
  }
}
