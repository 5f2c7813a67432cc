import Deals
import Projections

/// A deal for people: what it is, and a table for each thing that runs beside it.
///
/// It shows the document, so that what a reader may not see is not shown here either.
struct DealView {
  /// A list of the document, and which of its members are shown.
  private struct Section {
    let name: String
    let columns: [String]
  }

  private static let sections = [
    Section(name: "parties", columns: ["party", "role", "country", "name", "arrival"]),
    Section(name: "sideAgreements", columns: ["kind", "documentHash", "validUntil", "by"]),
    Section(name: "approvals", columns: ["party", "body", "validUntil", "voided", "at"]),
    Section(name: "signatures", columns: ["party", "signedOn", "format", "assurance", "voided"]),
    Section(name: "cases", columns: ["case", "jurisdiction", "rule", "effect", "status", "dueOn"]),
    Section(
      name: "obligations",
      columns: ["obligation", "kind", "debtor", "creditor", "dueOn", "amount", "status"]),
    Section(
      name: "payments", columns: ["payment", "payer", "payee", "amount", "paidOn", "obligation"]),
    Section(name: "amendments", columns: ["amendment", "status", "effectiveFrom", "newTermsHash"]),
    Section(name: "sublicences", columns: ["sublicence", "sublicensee", "territory"]),
    Section(name: "disputes", columns: ["dispute", "status", "tier", "amount"]),
    Section(name: "audits", columns: ["audit", "status", "period", "scope"]),
    Section(name: "notices", columns: ["notice", "status", "ground", "cureBy", "takesEffectOn"]),
    Section(name: "holds", columns: ["hold", "scope", "reason"]),
    Section(name: "corrections", columns: ["correctsRevision", "field", "was", "is", "reason"]),
  ]

  private let document: DealDocument
  private let members: [String: JSON]

  init(_ document: DealDocument, _ json: JSON) {
    self.document = document
    members = json.members
  }

  func write(to console: Console) throws {
    for line in heading(console) { try console.data.write(line) }
    if case .array(let versions)? = members["terms"]?.members["versions"] {
      let columns = ["version", "by", "at", "termsHash", "validUntil"]
      try write(Section(name: "terms", columns: columns), versions, console)
    }
    for section in Self.sections {
      guard case .array(let elements)? = members[section.name] else { continue }
      try write(section, elements, console)
    }
  }

  private func heading(_ console: Console) -> [String] {
    let (deal, screen) = (document.state, console.screen)
    let facts: [(String, String?)] = [
      ("type", members["type"].map(EventWords.words(for:))),
      ("proposer", members["proposer"].map(EventWords.words(for:))),
      ("valid until", members["validUntil"].map(EventWords.words(for:))),
      ("effective on", members["effectiveOn"].map(EventWords.words(for:))),
      ("last event", "revision \(document.revision), position \(document.position)"),
      ("ending", members["ending"].map(EventWords.words(for:))),
    ]
    let title = screen.paint(deal.title.text(in: console.language).printable, .strong)
    let state = screen.paint(deal.phase.name(in: console.language), deal.phase.tone)
    return ["\(document.deal)  \(title)", state]
      + facts.compactMap { name, value in
        value.map { screen.paint(name, .faint) + "  " + $0.printable }
      }
  }

  private func write(_ section: Section, _ elements: [JSON], _ console: Console) throws {
    guard !elements.isEmpty else { return }
    try console.data.write("")
    try console.data.write(console.screen.paint(EventWords.spaced(section.name), .name))
    let last = section.columns.indices.last
    var table = Table(
      section.columns.indices.map {
        .init(head: EventWords.spaced(section.columns[$0]), yielding: $0 == last ? .wrapped : nil)
      })
    for element in elements {
      var values = element.members
      if section.name == "parties" { values["name"] = EventWords.name(ofParty: values) }
      table.add(
        section.columns.map { column in
          .init(values[column].map(EventWords.words(for:)) ?? "-")
        })
    }
    try console.write(table)
  }
}

extension JSON {
  /// The members of an object by their names; none of anything else.
  fileprivate var members: [String: JSON] {
    guard case .object(let members) = self else { return [:] }
    return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
  }
}
