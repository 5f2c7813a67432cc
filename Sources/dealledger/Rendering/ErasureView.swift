import Deals
import EventLog
import Keyring
import Ledger
import Transparency

/// The report of an erasure as people read it: what was held, what was ordered, what remains.
struct ErasureView {
  private let report: ErasureReport

  init(_ report: ErasureReport) { self.report = report }

  func write(to console: Console) throws {
    try writePlaces(console)
    try writeOrders(console)
    try writeRemains(console)
  }

  private func heading(_ text: String, _ console: Console) throws {
    try console.data.write(console.screen.paint(text, .strong))
  }

  private func writePlaces(_ console: Console) throws {
    try heading("What the ledger has of \(report.person.text.printable)", console)
    if report.places.isEmpty { try console.data.write("Nothing in events and commands.") }
    var table = Table([
      .init(head: "position", alignment: .right), .init(head: "stream"),
      .init(head: "event", yielding: .cut), .init(head: "where"), .init(head: "standing"),
    ])
    for place in report.places {
      table.add([
        .init("\(place.position)"), .init("\(place.stream)"),
        .init(EventWords.title(ofType: place.type)), .init(place.words, .faint),
        .init(place.standing.rawValue, place.standing.tone),
      ])
    }
    if !report.places.isEmpty { try console.write(table) }
    for standing in HeldPlace.Standing.allCases {
      guard let count = report.refusals[standing] else { continue }
      try console.data.write("\(count.counted("refused attempt")): \(standing.rawValue)")
    }
  }

  private func writeOrders(_ console: Console) throws {
    guard !report.orders.isEmpty else {
      return try console.data.write("No erasure of this person is recorded.")
    }
    try heading("What was ordered", console)
    for order in report.orders {
      try console.data.write(
        "position \(order.position)  deal/\(order.deal)  \(order.time)  "
          + "asked: \(order.erasure.mode.rawValue)  applied: \(order.erasure.applied.rawValue)  "
          + (order.isCarriedOut
            ? "carried out on \(order.keys.counted("key"))" : "not carried out here"))
      for reason in order.reasons { try console.data.write("  since \(reason)") }
    }
  }

  private var isErased: Bool { report.orders.contains { $0.erasure.applied == .erase } }

  private func writeRemains(_ console: Console) throws {
    try heading("What remains, and why", console)
    for hold in report.holds {
      try console.data.write("The legal hold \(hold) forbids an erasure.")
    }
    if let day = report.retainedUntil {
      try console.data.write("The ledger's retention floor runs until \(day.text).")
    }
    for backup in report.backups {
      let finding = backup.finding == .holdsKey ? "holds" : "may hold"
      try console.data.write(
        "The key backup \(backup.record.path.printable) of \(backup.record.time) \(finding)"
          + " the person's key\(isErased ? ": destroy it." : ", and no erasure reaches it.")")
    }
    for document in report.documents {
      try console.data.write("deal/\(document.deal) has the document sha256:\(document.digest.hex)")
    }
    for remark in report.remarks { try console.data.write(remark) }
  }
}

extension HeldPlace {
  fileprivate var words: String {
    switch (isInEvent, isInRequest) {
    case (true, true): "event and command"
    case (true, false): "event"
    default: "command"
    }
  }
}

extension HeldPlace.Standing {
  fileprivate var tone: Tone {
    switch self {
    case .held: .warning
    case .restricted: .plain
    case .erased: .good
    case .unknown: .bad
    }
  }
}

extension ErasureReport.Order {
  /// What made a restriction of an erasure.
  fileprivate var reasons: [String] {
    (erasure.heldBy ?? []).map { "the legal hold \($0) forbids it" }
      + (erasure.retainedUntil.map { ["it is to be kept until \($0.text)"] } ?? [])
  }
}
