import DealRecords
import Deals
import EventLog
import Keyring
import Synchronization

extension Ledger {
  /// Destroys the keys of every erasure that is recorded and not carried out, between two batches.
  func completeErasures() async throws(LedgerFault) {
    let outcome = Mutex<Result<Void, LedgerFault>>(.success(()))
    do throws(LogFault) {
      try await store.betweenBatches { [self] in
        let result = Result { () throws(LedgerFault) in try carryOutErasures() }
        outcome.withLock { $0 = result }
      }
    } catch {
      throw .log(error)
    }
    try outcome.withLock { $0 }.get()
  }

  /// The same while nobody writes: when the ledger is opened, and between two batches.
  ///
  /// Whoever only reads destroys nothing, and opens nothing of those persons either.
  func carryOutErasures() throws(LedgerFault) {
    guard let vault else { return }
    let search = ErasureSearch(store: store, keysFolder: keysFolder)
    let (orders, end) = try search.run()
    let done = vault.keyring.erasures
    for order in orders where !done.contains(where: { $0.isSame(as: order) }) {
      try keyed { () throws(KeyringFault) in try carryOut(order, vault.keyring) }
    }
    if access == .readWrite { try search.remember(end) }
    states.forget()
    erasures.settle(upTo: end?.size ?? 0)
  }

  private func carryOut(
    _ order: ErasureRecord, _ keyring: Keyring
  ) throws(KeyringFault) {
    let owner = Vault.owner(ofPerson: order.subject)
    switch (access, order.mode) {
    case (.readWrite, .erase): try keyring.erase(order, owner: owner)
    case (.readWrite, .restrict): try keyring.restrict(order, owner: owner)
    case (.readOnly, _): keyring.hide(order, owner: owner)
    }
  }
}
