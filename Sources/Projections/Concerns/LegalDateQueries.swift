/// A question about a legal date, as SQL for whoever has the file open.
///
/// `:day` is YYYY-MM-DD. It is answered as known at the position of the file: see the table `meta`.
public struct LegalDateQuery: Sendable {
  /// Its word on a command line.
  public let word: String
  let name: String
  public let comment: String
  /// What it is asked of.
  let table: ModelTable
  let sql: String

  public static let all = [
    LegalDateQuery(
      word: "in-force", name: "in force on a day",
      comment: "The terms that bound the parties of each deal.",
      table: TermsProjection.inForce,
      sql: """
        SELECT deal, hash, amendment, from_on, until_on FROM terms_in_force
        WHERE from_on <= :day AND (until_on IS NULL OR until_on >= :day)
        ORDER BY deal
        """),
    LegalDateQuery(
      word: "due", name: "due by a day",
      comment: "What had been recorded as owed, fell due by then, and was not yet performed.",
      table: ObligationsProjection.obligations,
      sql: """
        SELECT deal, obligation, kind, debtor, creditor, due_on,
          CAST(julianday(:day) - julianday(due_on) AS INTEGER) AS days_overdue
        FROM obligations
        WHERE scheduled_on <= :day AND due_on <= :day
          AND (performed_on IS NULL OR performed_on > :day)
        ORDER BY due_on, deal, obligation
        """),
    LegalDateQuery(
      word: "paid", name: "paid by a day",
      comment:
        "The payments that had been made. Amounts are null where the file does not show them.",
      table: PaymentsProjection.payments,
      sql: """
        SELECT deal, payer, payment, payee, obligation, paid_on, amount, amount_currency, withheld
        FROM payments WHERE paid_on <= :day ORDER BY paid_on, deal, payer, payment
        """),
    LegalDateQuery(
      word: "stages", name: "stage on a day",
      comment: "Where each deal stood at the end of the day.",
      table: StagesProjection.stages,
      sql: """
        SELECT deal, stage, entered_on FROM stages AS s
        WHERE place = (SELECT max(place) FROM stages
          WHERE stages.deal = s.deal AND entered_on <= :day)
        ORDER BY deal
        """),
    LegalDateQuery(
      word: "cases", name: "cases on a day",
      comment: "The cases that were open then: filed or not, and whether filing was late.",
      table: RegulatoryCasesProjection.cases,
      sql: """
        SELECT deal, case_id, rule, jurisdiction, due_on,
          coalesce(filed_on <= :day, 0) AS is_filed,
          coalesce(due_on < min(:day, coalesce(filed_on, :day)), 0) AS is_late
        FROM regulatory_cases
        WHERE opened_on <= :day AND (first_decided_on IS NULL OR first_decided_on > :day)
        ORDER BY deal, case_id
        """),
  ]
}

// MARK: Without a day

extension LegalDateQuery {
  /// The view that answers it for the newest legal day of any deal that the file knows.
  var viewName: String { "now_" + word.replacing("-", with: "_") }

  /// The views over these tables.
  static func views(over tables: [ModelTable]) -> [String] {
    guard tables.contains(DealsProjection.deals) else { return [] }
    return all.filter { tables.contains($0.table) }.map(\.viewCreation)
  }

  private var viewCreation: String {
    """
    CREATE VIEW \(viewName) AS -- \(comment) On the newest legal day of any deal.
    \(sql.replacing(":day", with: "(SELECT substr(max(last_at), 1, 10) FROM deals)"))
    """
  }
}
