import DealRecords
import Deals
import EventLog
import Keyring

extension Ledger {
  /// What the whole ledger says about a person whose data are to be erased.
  func holdings(
    of person: Person, beside deal: Identifier
  ) throws(LedgerFault) -> Holdings {
    let keyring = try requireVault().keyring
    try keyed { () throws(KeyringFault) in try keyring.refresh() }
    let key = keyring.existingKey(for: Vault.owner(ofPerson: person.text))?.id
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        let keys = Set([key].compactMap(\.self))
        var search = HoldingSearch(of: person, keys: keys)
        try search.run(in: snapshot)
        var findings = search.findings(beside: deal, retentionDays: identity.retentionDays)
        let isInRefusal = try snapshot.hasRefusal(under: keys)
        findings.isHeld = findings.isHeld || isInRefusal
        let countsValues = search.isSensitive || !findings.isHeld || identity.retentionDays != nil
        return Holdings(
          findings: findings, size: try snapshot.size(), countsValues: countsValues)
      }
    }
  }
}

struct Holdings {
  let findings: SubjectFindings
  /// How many events it was found from.
  let size: UInt64
  /// Whether one more value of the person would change what was found.
  ///
  /// Otherwise an order need not wait until nobody records anything of the person any more.
  let countsValues: Bool
}

extension HoldingSearch {
  fileprivate func findings(beside deal: Identifier, retentionDays: Count?) -> SubjectFindings {
    var findings = SubjectFindings()
    findings.isHeld = !places.isEmpty
    // The deal that is asked finds those in its own state.
    let found = covering.filter { $0.deal != deal || !$0.hold.covers(person, in: deal) }
    let names = found.compactMap { $0.hold.reference(in: $0.deal) }
    findings.heldBy = names.isEmpty ? nil : names
    if let retentionDays, let lastHeld {
      findings.retainedUntil = Day(number: lastHeld.number + min(retentionDays.value, 365 * 200))
    }
    return findings
  }
}

extension Snapshot {
  /// Whether an attempt that was refused is kept under one of these keys.
  fileprivate borrowing func hasRefusal(under keys: Set<KeyID>) throws(LogFault) -> Bool {
    guard !keys.isEmpty else { return false }
    return try refusals().contains { attempt in
      !keys.isDisjoint(with: SealedBox(attempt.sealed.span.bytes)?.keys ?? [])
    }
  }
}
