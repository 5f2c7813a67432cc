import Deals

/// Examinations of the books, and what each found.
enum AuditsProjection: DealConcern {
  static let name = "audits"
  static let version = 1
  static let highestClass = DisclosureClass.parties
  static let tables = [audits, findings]

  static let audits = ModelTable(
    "audits", "One row for each audit, as it stands.", keyLength: 2,
    [
      .deal,
      .text("audit", "Its id within the deal."),
      .text(
        "opened_by", "The party that opened it; null for an auditor of his own.",
        optional: true),
      .day("opened_on", "When it was opened.", optional: false),
      .day("period_from", "The first day that it looks at.", optional: false),
      .day("period_to", "The last.", optional: false),
      .integer("findings", "How many findings there are."),
      .text("state", "open or closed."),
      .day("closed_on", "When it was closed."),
      .integer("closed_revision", "The event by which it was.", optional: true),
      .revision("that opened it"),
    ])

  static let findings = ModelTable(
    "audit_findings", "One row for each finding of an audit.", keyLength: 3,
    [
      .deal,
      .text("audit", "The audit's id."),
      .integer("place", "In their order, from 0."),
      .text("kind", "underpayment, overpayment, scope or missing-report."),
      .day("found_on", "When it was recorded.", optional: false),
    ], .money("amount", "By how much.", of: .parties),
    [
      .text("percent", "The same in per cent, a decimal number.", optional: true, of: .parties),
      .revision("that recorded it"),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.audits.flatMap { audit in [row(of: id, audit)] + findingRows(of: id, audit) }
  }

  private static func row(of id: Identifier, _ audit: Audit) -> ModelRow {
    let opening = audit.opening
    return ModelRow(
      audits, .id(id), .id(audit.id), .id(opening.by.party), .day(opening.at.day),
      .day(opening.fact.period.from), .day(opening.fact.period.to),
      .integer(audit.findings.count), .text(audit.status.rawValue), .day(audit.closing?.at.day),
      .integer(audit.closing?.revision), .integer(opening.revision))
  }

  private static func findingRows(of id: Identifier, _ audit: Audit) -> [ModelRow] {
    audit.findings.enumerated().map { place, finding in
      let first: [Cell] = [
        .id(id), .id(audit.id), .integer(place), .text(finding.fact.kind.rawValue),
        .day(finding.at.day),
      ]
      return ModelRow(
        findings,
        first, .money(finding.fact.amount.shown()),
        [.text(finding.fact.percent.shown()?.text), .integer(finding.revision)])
    }
  }
}
