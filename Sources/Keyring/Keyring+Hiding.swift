import Synchronization

extension Keyring {
  /// Hands out none of an owner's keys any more, and opens nothing under them, in this process.
  ///
  /// For whoever only reads, and finds an order to erase or to restrict that nobody has carried out.
  public func hide(_ record: ErasureRecord, owner: KeyOwner) {
    table.withLock { $0.hide(record, of: owner) }
  }
}
