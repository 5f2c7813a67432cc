import DealRecords
import EventLog
import Transparency

extension CertificateDraft {
  /// Level 2: line 0 says which ledger this is, and under which key.
  mutating func checkFirstLine() {
    guard size > 0 else {
      return add(.log, .noFirstLine, at: .position(.first), "the log has no lines at all")
    }
    guard let identity else {
      return add(
        .log, .wrongFirstLine, at: .position(.first),
        "it is not the line with which a ledger begins")
    }
    if "\(identity.format)" != EventStore.format {
      add(.log, .wrongFirstLine, at: .position(.first), "it gives format \(identity.format)")
    }
    check(identity)
    if identity.clock == .history { note(.historyLedger) }
    note(.actorsAsAsserted)
  }

  private mutating func check(_ identity: LedgerIdentity) {
    guard let own = try? NoteVerifierKey(parsing: identity.key) else {
      return add(
        .log, .wrongFirstLine, at: .position(.first), "its key is not one: \(identity.key)")
    }
    if let given = options.key, given != own {
      add(
        .log, .otherKey, at: .position(.first), "the ledger names the key \(own), not \(given)")
    }
  }
}
