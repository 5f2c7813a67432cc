import DealRecords
import Deals
import EventLog
import Keyring

extension Ledger {
  /// What the whole ledger says about a person whose data are to be erased, and how many events it
  /// was found from.
  ///
  /// It reads the whole log: an erasure is rare, and must miss no hold.
  func holdings(
    of person: Person, beside deal: Identifier
  ) throws(LedgerFault) -> (SubjectFindings, size: UInt64) {
    let key = vault?.keyring.existingKey(for: Vault.owner(ofPerson: person.text))?.id
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var search = HoldingSearch(person: person, key: key)
        let size = try snapshot.size()
        var lines = try snapshot.lines()
        while let line = try lines.next() {
          search.take(line, sealed: try snapshot.vault(at: line.position))
        }
        return (search.findings(beside: deal, retentionDays: identity.retentionDays), size)
      }
    }
  }
}

/// Gathers where a person's values are held, and the holds that cover them.
private struct HoldingSearch {
  let person: Person
  /// The person's key; nil where there is none, and so nothing that could be erased.
  let key: KeyID?
  private var streams: Set<StreamName> = []
  private var lastHeld: Day?
  private var holds: [(deal: Identifier, hold: LegalHold)] = []

  init(person: Person, key: KeyID?) { (self.person, self.key) = (person, key) }

  mutating func take(_ line: borrowing StoredLine, sealed row: RawSpan?) {
    guard let view = try? LineView(line.bytes), let stream = try? StreamName(view.subject) else {
      return
    }
    if let row, let key, Vault.keys(ofRow: row).contains(key) {
      streams.insert(stream)
      lastHeld = LegalTime(text: view.occurred)?.day ?? lastHeld
    }
    guard view.type == DealEventKind.legalHoldPlaced.rawValue,
      case .deal(let deal) = Subject(stream),
      case .deal(.legalHoldPlaced(let hold)) = try? Fact(type: view.type, data: view.data)
    else { return }
    holds.append((deal, hold))
  }

  func findings(beside deal: Identifier, retentionDays: Count?) -> SubjectFindings {
    var findings = SubjectFindings()
    findings.isHeld = !streams.isEmpty
    let found = holds.filter { covers($0.hold) && !isSeen($0.hold, in: $0.deal, from: deal) }
    let names = found.compactMap { $0.hold.reference(in: $0.deal) }
    findings.heldBy = names.isEmpty ? nil : names
    if let retentionDays, let lastHeld {
      findings.retainedUntil = Day(number: lastHeld.number + min(retentionDays.value, 365 * 200))
    }
    return findings
  }

  /// A hold upon the person, upon everything, or upon a deal in which the person occurs.
  private func covers(_ hold: LegalHold) -> Bool {
    let deals = streams.flatMap { stream -> [String] in
      guard case .deal(let id) = Subject(stream) else { return [] }
      return [id.text, "deal/\(id)"]
    }
    return ([person.text, "all"] + deals).contains(hold.scope.text)
  }

  /// Whether the deal that is asked finds the hold in its own state.
  private func isSeen(_ hold: LegalHold, in deal: Identifier, from own: Identifier) -> Bool {
    deal == own && hold.covers(person, in: own)
  }
}
