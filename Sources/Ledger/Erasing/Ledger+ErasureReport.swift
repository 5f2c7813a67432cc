import DealRecords
public import Deals
import EventLog
import Keyring
import Transparency

extension Ledger {
  /// Gathers, from the whole log, what the ledger had of a person and what became of it.
  public func erasureReport(of person: Person) throws(LedgerFault) -> ErasureReport {
    let keyring = try requireVault().keyring
    let (records, keys, backups) = try keyed { () throws(KeyringFault) in
      try keyring.refresh()
      let records = keyring.erasures.filter { $0.subject == person.text }
      let key = keyring.existingKey(for: Vault.owner(ofPerson: person.text))?.id
      let keys = Set(records.flatMap(\.keys) + [key].compactMap(\.self))
      return (records, keys, try keyring.copies(holding: Array(keys)))
    }
    let search = ReportSearch(
      person: person, keyring: keyring, records: records, keys: keys, backups: backups,
      retentionDays: identity.retentionDays)
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in try search.run(in: snapshot) }
    }
  }
}

private struct ReportSearch {
  let person: Person
  let keyring: Keyring
  let records: [ErasureRecord]
  let keys: Set<KeyID>
  let backups: [BackupCopy]
  let retentionDays: Count?

  func run(in snapshot: borrowing Snapshot) throws(LogFault) -> ErasureReport {
    var search = HoldingSearch(of: person, keys: keys)
    try search.run(in: snapshot)
    var places = search.places
    for (index, keys) in search.keysOfPlaces.enumerated() {
      places[index].standing = standing(of: keys)
    }
    let retained = retentionDays.flatMap { days in
      search.lastHeld.flatMap { Day(number: $0.number + min(days.value, 365 * 200)) }
    }
    return ErasureReport(
      person: person, places: places, refusals: try refusals(in: snapshot),
      orders: try orders(in: snapshot),
      documents: try documents(of: Set(search.deals), in: snapshot),
      holds: search.covering.compactMap { $0.hold.reference(in: $0.deal)?.text },
      retainedUntil: retained, backups: backups)
  }

  /// What has become of a value that needs all of these keys.
  private func standing(of keys: Set<KeyID>) -> HeldPlace.Standing {
    let found = Set(keys.map { HeldPlace.Standing(keyring.standing(of: $0)) })
    let worst: [HeldPlace.Standing] = [.erased, .unknown, .restricted]
    return worst.first(where: found.contains) ?? .held
  }

  private func refusals(
    in snapshot: borrowing Snapshot
  ) throws(LogFault) -> [HeldPlace.Standing: Int] {
    var counts: [HeldPlace.Standing: Int] = [:]
    for attempt in try snapshot.refusals() {
      let own = keys.intersection(SealedBox(attempt.sealed.span.bytes)?.keys ?? [])
      if !own.isEmpty { counts[standing(of: own), default: 0] += 1 }
    }
    return counts
  }

  private func orders(in snapshot: borrowing Snapshot) throws(LogFault) -> [ErasureReport.Order] {
    var orders: [ErasureReport.Order] = []
    var lines = try snapshot.lines()
    while let line = try lines.next() {
      guard line.bytes.isErasure else { continue }
      let order = try ErasureRecord(line.bytes, at: line.position)
      guard order.subject == person.text, let deal = Identifier(text: order.deal),
        let view = try? LineView(line.bytes),
        case .deal(.personalDataErased(let erasure)) = try? Fact(type: view.type, data: view.data)
      else { continue }
      let record = records.first { $0.isSame(as: order) }
      orders.append(
        ErasureReport.Order(
          position: line.position, deal: deal, time: order.time, erasure: erasure,
          isCarriedOut: record != nil, keys: record?.keys.count ?? 0))
    }
    return orders
  }

  private func documents(
    of deals: Set<Identifier>, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> [ErasureReport.Document] {
    var documents: [ErasureReport.Document] = []
    var rows = try snapshot.rows(of: .documents)
    while let row = try rows.next() {
      let document = try DocumentRow(row)
      guard case .deal(let deal) = Subject(document.stream), deals.contains(deal) else { continue }
      documents.append(ErasureReport.Document(deal: deal, digest: document.digest))
    }
    return documents
  }
}
