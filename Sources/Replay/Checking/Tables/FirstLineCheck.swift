import DealRecords
import Deals
import EventLog
import Transparency

extension CertificateDraft {
  /// Level 2: line 0 says which ledger this is, and under which key.
  ///
  /// - Parameter knowsFacts: Whether all of the ledger's own facts were read.
  mutating func checkFirstLine(knowingFacts knowsFacts: Bool = true) {
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
    check(identity, knowsFacts)
    if identity.clock == .history { note(.historyLedger) }
    note(.actorsAsAsserted)
  }

  private mutating func check(_ identity: LedgerIdentity, _ knowsFacts: Bool) {
    guard (try? NoteVerifierKey(parsing: identity.created.key.text)) != nil else {
      return add(
        .log, .wrongFirstLine, at: .position(.first),
        "its key is not one: \(identity.created.key.text)")
    }
    if knowsFacts { check(identity.history) }
  }

  /// A key from outside vouches for the whole log only while it is the one in force: whoever forged
  /// a log could name it, and go on with another.
  private mutating func check(_ history: LedgerHistory) {
    guard let given = options.key, "\(given)" != history.current.key else { return }
    guard let next = history.spans.firstIndex(where: { $0.key == "\(given)" }).map({ $0 + 1 })
    else {
      return add(
        .log, .otherKey, at: .position(.first),
        "the ledger names the key \(history.current.key), not \(given)")
    }
    add(
      .log, .otherKey, at: .position(history.spans[next].start),
      "here the key \(given) was replaced: ask for the one in force, \(history.current.key)")
  }
}
