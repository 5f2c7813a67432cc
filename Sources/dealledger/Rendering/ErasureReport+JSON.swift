import Deals
import EventLog
import Keyring
import Ledger
import Transparency

extension ErasureReport {
  var json: JSON {
    [
      "subject": .string(person.text), "gone": .boolean(isGone),
      "places": .array(places.map(\.json)),
      "refusals": .object(
        HeldPlace.Standing.allCases.compactMap { standing in
          refusals[standing].map { .init(name: standing.rawValue, value: .integer($0)) }
        }),
      "orders": .array(orders.map(\.json)),
      "documents": .array(
        documents.map {
          ["deal": .string($0.deal.text), "document": .string("sha256:\($0.digest.hex)")]
        }),
      "holds": .array(holds.map(JSON.string)), "retainedUntil": .text(retainedUntil?.text),
      "keyBackups": .array(backups.map(\.json)),
      "notes": .array(remarks.map(JSON.string)),
    ]
  }

  /// What no program can tell, or guarantee.
  var remarks: [String] {
    var remarks = [
      "Key files were overwritten and removed; SSDs and file systems that copy on write may keep old blocks for a while.",
      "Read models that show personal values are made anew when they next take up events; `dealledger rebuild` does it now.",
      "Copies of keys that were not made with `dealledger key backup` are not known here.",
    ]
    if !documents.isEmpty {
      remarks.append(
        "Whether the documents speak of the person cannot be told: they are sealed under their deal's key, and stay."
      )
    }
    return remarks
  }
}

extension HeldPlace {
  fileprivate var json: JSON {
    [
      "position": .integer(Int(position.rawValue)), "stream": .string("\(stream)"),
      "type": .string(type), "event": .boolean(isInEvent), "request": .boolean(isInRequest),
      "standing": .string(standing.rawValue),
    ]
  }
}

extension ErasureReport.Order {
  fileprivate var json: JSON {
    [
      "position": .integer(Int(position.rawValue)), "deal": .string(deal.text),
      "time": .string(time), "mode": .string(erasure.mode.rawValue),
      "applied": .string(erasure.applied.rawValue), "legalBasis": .string(erasure.legalBasis.text),
      "heldBy": .texts((erasure.heldBy ?? []).map(\.text)),
      "retainedUntil": .text(erasure.retainedUntil?.text), "carriedOut": .boolean(isCarriedOut),
      "keys": .integer(keys),
    ]
  }
}

extension BackupCopy {
  fileprivate var json: JSON {
    [
      "path": .string(record.path), "time": .string(record.time), "epoch": .integer(record.epoch),
      "finding": .string(finding == .holdsKey ? "holds-key" : "out-of-reach"),
    ]
  }
}
