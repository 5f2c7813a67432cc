import DealRecords
import Deals
import EventLog
import Keyring
import Transparency

extension Ledger {
  /// The id that a command names, or one that it is given.
  func id(
    of request: CommandRequest, from origin: IncomingCommand.Origin?, now: Instant
  ) throws(LedgerFault) -> String {
    if let id = request.wire.id { return id.text }
    guard let origin else { return CommandID.fresh(at: now) }
    return try commandID(from: origin)
  }

  /// The id of a command that names none, by where it comes from.
  ///
  /// Ids are public and stay for ever. A plain digest of a file would let anybody try what the file
  /// may have held, a price or what was erased since, until the digest fits.
  private func commandID(from origin: IncomingCommand.Origin) throws(LedgerFault) -> String {
    let vault = try requireVault()
    let key = try keyed { () throws(KeyringFault) in try vault.ledgerKey() }
    let digest = origin.digest.withBytes { $0.withUnsafeBytes { Array($0) } }
    let tag = Keyring.tag(of: digest, under: key).prefix(16)
    return tag.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      + "-\(origin.number)"
  }
}
