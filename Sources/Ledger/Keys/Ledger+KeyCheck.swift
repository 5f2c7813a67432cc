import DealRecords
import EventLog
import Keyring
import Transparency

extension Ledger {
  /// Reads every file of keys anew, and compares them with the whole log.
  public func checkKeys() throws(LedgerFault) -> KeyCheck {
    let keyring = try requireVault().keyring
    let report = try keyed { () throws(KeyringFault) in try keyring.check() }
    let orders = try ErasureSearch(store: store, keysFolder: keysFolder).orders()
    let done = keyring.erasures
    let tables = try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        try KeyUse.tables.map { table throws(LogFault) in
          try KeyUse(keyring).look(at: table, in: snapshot)
        }
      }
    }
    return KeyCheck(
      ring: report.without(strangers: ErasureSearch.fileName, LogKey.nextName),
      logKey: problemOfLogKey,
      tables: tables,
      ordersLeft: orders.count { order in !done.contains { $0.isSame(as: order) } })
  }

  var problemOfLogKey: String? {
    do throws(LedgerFault) {
      _ = try signingKey()
      return nil
    } catch {
      return "\(error)"
    }
  }
}

/// Counts which keys the rows of a table need.
private struct KeyUse {
  static let tables: [LogTable] = [.vault, .requests, .documents, .refusals]

  let keyring: Keyring

  init(_ keyring: Keyring) { self.keyring = keyring }

  func look(
    at table: LogTable, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> KeyCheck.Usage {
    var usage = KeyCheck.Usage(table)
    var known: [KeyID: HeldPlace.Standing] = [:]
    var rows = try snapshot.rows(of: table)
    while let row = try rows.next() {
      guard let (place, keys) = Self.keys(of: row, in: table), !keys.isEmpty else {
        usage.unreadable += 1
        continue
      }
      for key in keys where known[key] == nil {
        let standing = HeldPlace.Standing(keyring.standing(of: key))
        known[key] = standing
        usage.count(standing, at: place)
      }
    }
    return usage
  }

  private static func keys(
    of row: borrowing StoredRow, in table: LogTable
  ) -> (place: String, keys: [KeyID])? {
    switch table {
    case .vault:
      guard let row = try? VaultRow(row) else { return nil }
      return ("position \(row.position)", Vault.keys(ofRow: row.bytes))
    case .requests:
      guard let row = try? RequestRow(row) else { return nil }
      return ("position \(row.first)", SealedBox(row.bytes)?.keys ?? [])
    case .documents:
      guard let row = try? DocumentRow(row) else { return nil }
      let place = "\(row.stream) sha256:\(row.digest.hex)"
      return (place, SealedBox(row.bytes)?.keys ?? [])
    case .refusals:
      guard let row = try? RefusalRow(row) else { return nil }
      return ("refusal \(row.number)", SealedBox(row.attempt.sealed.span.bytes)?.keys ?? [])
    default: return nil
    }
  }
}

extension KeyCheck.Usage {
  fileprivate mutating func count(_ standing: HeldPlace.Standing, at place: String) {
    switch standing {
    case .held: present += 1
    case .restricted: restricted += 1
    case .erased: erased += 1
    case .unknown:
      missing += 1
      firstMissing = firstMissing ?? place
    }
  }
}
