import DealRecords
import Deals
import Disclosures
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

/// A ledger with the deal D1, which is signed: one party has a contact, and one has paid.
struct DisclosureBench {
  static let subject = "contact-7"
  static let proposed = GlobalPosition(1)

  let temporary: TemporaryLedger
  var ledger: Ledger { temporary.ledger }

  init() async throws {
    temporary = try TemporaryLedger()
    let outcomes = try await temporary.submit(Self.commands)
    for outcome in outcomes where !outcome.isAccepted { Issue.record("\(outcome.json())") }
  }

  /// Orders fields to be shown to a ministry, and answers what came of it.
  func disclose(
    _ fields: String, at position: GlobalPosition, in ledger: Ledger? = nil, id: String? = nil,
    role: ActorRole = .registrar, at time: String = "2024-01-01T00:00:00Z"
  ) async throws -> DisclosingOutcome {
    let ledger = ledger ?? self.ledger
    let order = try Self.order(id: id, role: role, at: time)
    return try await ledger.disclose(choose(fields, at: position, in: ledger), by: order)
  }

  /// The same, where nothing is refused.
  func made(
    _ fields: String, at position: GlobalPosition, in ledger: Ledger? = nil, id: String? = nil
  ) async throws -> MadeDisclosure {
    let outcome = try await disclose(fields, at: position, in: ledger, id: id)
    guard case .made(let made) = outcome else {
      throw DisclosingFault.ledger(.badValue("\(outcome)"))
    }
    return made
  }

  func choose(
    _ fields: String, at position: GlobalPosition, in ledger: Ledger? = nil,
    showing shown: Set<DisclosureClass> = Set(DisclosureClass.allCases)
  ) throws(DisclosingFault) -> ChosenFields {
    try (ledger ?? self.ledger).disclosableLine(at: position, showing: shown)
      .choosing(FieldChoice(fields))
  }

  static func order(
    id: String? = nil, role: ActorRole = .registrar, at time: String = "2024-01-01T00:00:00Z"
  ) throws -> DisclosureOrder {
    var actor = Actor()
    actor.role = role
    return DisclosureOrder(
      to: try #require(Text(text: "Ministry (invented)")),
      on: Text(text: "yearly report (invented)"), by: actor,
      at: try #require(LegalTime(text: time)), id: id.flatMap { MessageID(text: $0) })
  }

  /// Where the first line of a type stands.
  func position(of type: String) throws -> GlobalPosition {
    let line = try #require(try ledger.lines().first { $0["type"] == type })
    return GlobalPosition(try #require(line["id"].flatMap { UInt64($0) }))
  }

  /// What a file proves to one who has nothing but the log's key.
  func verify(_ file: DisclosureFile) throws -> DisclosedLine {
    try DisclosureVerifier(NoteVerifierKey(parsing: ledger.identity.key.text)).verify(file.encoded)
  }

  func erase(mode: String) async throws -> CommandOutcome {
    let data: [String: Any] = [
      "subject": Self.subject, "legalBasis": "their wish (invented)", "mode": mode,
    ]
    return try await temporary.submit(
      Commands.of("ErasePersonalData", "D1", at: "2024-01-01T00:00:00Z", by: "privacyOfficer", data)
    )
  }
}

extension DisclosureBench {
  private static var commands: [String] {
    let hash = Commands.hash
    let contact = #""contact":{"email":"s@example.org","subject":"\#(subject)"}"#
    let plant = contact + #","kind":"enterprise","name":"Plant"#
    let start = Commands.signing("D1", hash: hash).map {
      $0.replacing(#""name":"Plant"#, with: plant)
    }
    let payment: [String: Any] = [
      "payment": "P-1", "payer": "buyer", "payee": "seller",
      "amount": ["value": "1250000.50", "currency": "THB"],
    ]
    let correction: [String: Any] = [
      "correctsRevision": 0, "field": "programme", "was": "one", "is": "two",
      "reason": "a slip (invented)", "secondRegistrar": "registrar-2",
    ]
    return start
      + ["seller", "buyer"].map { Commands.sign("D1", $0, hash: hash) }
      + [
        Commands.of(
          "RecordPayment", "D1", at: "2021-11-01T00:00:00Z", by: "party", for: "buyer", payment),
        Commands.of(
          "CorrectRecord", "D1", at: "2021-12-01T00:00:00Z", by: "registrar", correction),
      ]
  }
}

extension Commands {
  /// A command of any name.
  static func of(
    _ name: String, _ deal: String, at: String, by role: String, for party: String? = nil,
    _ data: [String: Any]
  ) -> String {
    var actor = ["role": role]
    actor["party"] = party
    let command: [String: Any] = [
      "command": name, "deal": deal, "at": at, "actor": actor, "data": data,
    ]
    let json = try? JSONSerialization.data(withJSONObject: command, options: .sortedKeys)
    return String(decoding: json ?? Data(), as: UTF8.self)
  }
}
