import Deals
import EventLog
import Foundation
import GRDB
import Testing

@testable import Projections

/// What each row has to be was worked out by hand from the command files.
@Suite struct `The tables that reports are run over` {
  private func models(
    of deals: String..., telling change: (String) -> String = { $0 }
  ) throws -> TemporaryLog {
    let log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(deals).map(change))
    try ReadModels(
      folder: log.models, showing: [.public, .statistical, .authority, .parties], vault: log.vault
    ).catchUp(with: log.store)
    return log
  }

  @Test func `say what a deal is counted as`() throws {
    let log = try models(of: "D04", "D09", "D12", "D13", "D14", "D20")
    let flow = try Tables.rows(
      """
      SELECT deal, ip_kind, size_band, publicly_funded, exclusivity, channel, is_option, is_equity,
        ended_on FROM flow ORDER BY deal
      """, in: log.models)
    #expect(
      flow == [
        "D04|plant variety|-|1|nonexclusive|collaboration|0|0|-",
        "D09|invention patent|-|0|exclusive|licence|0|0|2023-05-04",
        "D12|invention patent|-|0|none|licence|0|0|2023-12-31",
        "D13|invention patent|-|1|exclusive|spin-off|1|1|-",
        "D14|none|-|0|none|licence|1|0|2021-11-08",
        "D20|technical secret|-|0|none|licence|0|0|2020-09-14",
      ])
  }

  /// What R22 asks for one of them, as of a day.
  @Test(arguments: ["deal", "debtor"])
  func `find the obligations of a deal or a debtor without reading all`(column: String) throws {
    let log = try models(of: "D06")
    let plan = try Tables.rows(
      "EXPLAIN QUERY PLAN SELECT kind FROM obligations WHERE scheduled_on <= ? AND \(column) = ?",
      ["2021-06-30", "x"], in: log.models)
    #expect(plan.allSatisfy { $0.contains("SEARCH obligations USING INDEX") }, "\(plan)")
    #expect(plan.count == 1)
  }

  @Test(arguments: [
    ("9999999.99", "below 10m"), ("10000000.00", "10m to 100m"), ("99999999.99", "10m to 100m"),
    ("100000000", "100m and more"),
  ])
  func `band a contract by its turnover in yuan`(turnover: String, band: String) throws {
    let log = try models(of: "D12") {
      $0.replacing(
        #""turnover": {"value": "1250000.50", "currency": "SGD"}"#,
        with: #""turnover": {"value": "\#(turnover)", "currency": "CNY"}"#)
    }
    #expect(try Tables.rows("SELECT size_band FROM flow", in: log.models) == [band])
  }

  @Test func `say what a case is counted as`() throws {
    let log = try models(of: "D03", "D09", "D13", "D17", "D21")
    let cases = try Tables.rows(
      """
      SELECT deal, case_id, is_due, in_time, late, open, granted_on, screen, direction, country,
        licensor_country, mode, field, payment_mode, turnover, turnover_currency
      FROM regulatory_cases WHERE case_id <> 'CN2' ORDER BY deal, case_id
      """, in: log.models)
    #expect(
      cases == [
        "D03|LIC|0|0|0|0|2018-07-24|licence|export|MY|-|other|-|-|-|-",
        "D03|LOI|0|0|0|0|2018-03-20|letterOfIntent|export|MY|-|other|-|-|-|-",
        "D09|CN1|1|1|0|0|2022-02-22|-|export|TH|CN|patent licence|agriculture|mixed|18000000.00|THB",
        "D09|TH1|0|0|0|0|2022-03-03|-|import|CN|CN|patent licence|agriculture|mixed|18000000.00|THB",
        "D13|FOB|1|1|0|0|2022-05-16|-|domestic|-|PH|other|new energy & energy saving|inKind"
          + "|27000000.00|PHP",
        "D17|VNA|0|0|0|0|2021-05-19|approval|import|CN|-|know-how licence|-|lumpSum|11200000000|VND",
        "D17|VNP|1|1|0|0|-|licence|import|CN|-|know-how licence|-|lumpSum|11200000000|VND",
        "D21|PRO|0|0|0|1|-|prohibition|export|MY|CN|patent licence|-|-|-|-",
      ])
  }

  @Test func `say what a payment was for`() throws {
    let log = try models(of: "D04", "D09")
    let payments = try Tables.rows(
      """
      SELECT payment, payee_side, obligation_kind, is_royalty, from_party, seller_kind, buyer_kind,
        to_country, type, contract_type, exclusivity, channel, field, publicly_funded, permit_rule
      FROM payments WHERE payment IN ('D04-P-001', 'D04-P-002', 'D09-P-004') ORDER BY payment
      """, in: log.models)
    let lab =
      "cn-biotech|researchInstitute|researchInstitute|ID|JOINT_LAB|development|nonexclusive"
      + "|collaboration|agriculture|1|-"
    #expect(
      payments == [
        "D04-P-001|gives|fixedPayment|0|\(lab)", "D04-P-002|gives|royaltyReport|1|\(lab)",
        "D09-P-004|gives|minimumRoyalty|1|gx-food|researchInstitute|enterprise|TH|LICENCE_EXCLUSIVE"
          + "|licence|exclusive|licence|agriculture|0|-",
      ])
  }

  @Test func `say what a royalty lacks and what audits found of it`() throws {
    // As if the first payment of D06 had come short, and the second were in another currency.
    let log = try models(of: "D06", "D20") {
      $0.replacing("3232125.00", with: "3000000.00")
        .replacing(
          #""value": "3489930.00", "currency": "PHP""#,
          with: #""value": "3489930.00", "currency": "CNY""#
        ).replacing(
          #""value": "615870.00", "currency": "PHP""#,
          with: #""value": "615870.00", "currency": "CNY""#)
    }
    let royalties = try Tables.rows(
      """
      SELECT deal, period_from, difference, difference_millionths, audit_delta, days_to_pay, days_late
      FROM royalties ORDER BY deal, period_from
      """, in: log.models)
    #expect(
      royalties == [
        "D06|2020-07-01|232125.00|232125000000|-|20|-", "D06|2020-10-01|-|-|-|19|-",
        "D06|2021-01-01|0.00|0|-|17|-", "D06|2021-04-01|0.00|0|540000.00|17|-",
        "D20|2018-07-02|0.00|0|-|14|-", "D20|2019-07-01|0.00|0|-210.00|46|-",
      ])
  }

  @Test func `say how a permit s deal is carried out`() throws {
    let log = try models(of: "D07", "D17")
    let refused = try Tables.rows("SELECT * FROM deal_performance", in: log.models)
    #expect(
      refused == [
        "D17|VN-LTT-RESTRICTED-PERMIT|refused|2021-09-20|-|Rescinded|KNOW_HOW|-|gx-ferment|CN"
          + "|vn-brew|VN|2021-06-07|-|2021-09-27|0|0|0|0|0|-|0|-|15"
      ])
  }

  @Test func `say what came of a deal under a permit`() throws {
    // As if the registration of D07 were the permit.
    let log = try models(of: "D07") {
      $0.replacing("VN-LTT-REG", with: "VN-LTT-RESTRICTED-PERMIT")
    }
    let performance = try Tables.rows(
      """
      SELECT deal, permit_state, effective_on, obligations, performed, deliveries, accepted, rejected,
        results, payments, last_paid_on FROM deal_performance
      """, in: log.models)
    #expect(performance == ["D07|conditional|2020-01-06|5|5|5|4|1|accepted|2|2020-12-25"])
    #expect(
      try Tables.rows("SELECT DISTINCT permit_rule FROM payments", in: log.models)
        == ["VN-LTT-RESTRICTED-PERMIT"])
  }

  @Test func `say which clauses were against a rule and how far they came`() throws {
    let log = try models(of: "D06", "D09", "D13")
    let checks = try Tables.rows(
      """
      SELECT deal, rule, kind, stage, offered, agreed, signed_with, removed, exempted, first_seen_on,
        clause, revision FROM clause_checks ORDER BY deal, rule
      """, in: log.models)
    #expect(
      checks == [
        "D06|PH-S87-02|prohibited|offered|1|0|0|1|0|2020-03-12|Price Restrictions|7",
        "D06|PH-S87-03|prohibited|offered|1|0|0|1|0|2020-03-12|Volume Restriction|7",
        "D06|PH-S87-04|prohibited|signed|1|1|1|0|1|2020-04-16|Non-Compete|9",
        "D06|PH-S88-1|required|offered|1|0|0|1|0|2020-03-12|Governing Law|7",
        "D06|PH-S88-2|required|offered|1|0|0|1|0|2020-04-16|-|9",
        "D06|PH-S88-3|required|offered|1|0|0|1|0|2020-04-16|-|9",
        "D06|PH-S88-4|required|offered|1|0|0|1|0|2020-04-16|-|9",
        "D09|TH-PAT-S39|prohibited|agreed|1|1|0|1|0|2021-11-22|-|12",
        "D13|PH-S87-05|prohibited|offered|1|0|0|1|0|2022-02-14|ROFR/ROFO/ROFN|9",
      ])
  }

  @Test(
    arguments: [
      // A concluded amendment that adds what a rule forbids is signed.
      ("D06", "definitions/netSales/bundles", "add", "PH-S87-01", "signed|1|1|1|0|1"),
      // One that was rejected counts for nothing.
      ("D13", "governance/boardSeats/gx-invest", "replace", "PH-S87-01", nil),
      // One that removes what a rule forbids says that it had been signed.
      ("D13", "milestones/pilot/dueOn", "replace", "PH-S87-01", "signed|1|1|1|0|0"),
      // A rule that is only to be looked at is never broken.
      ("D13", "milestones/pilot/dueOn", "replace", "CN-CC-847-INVENTOR", "-|0|0|0|0|0"),
    ] as [(String, String, String, String, String?)])
  func `follow clauses into amendments`(
    deal: String, path: String, operation: String, rule: String, course: String?
  ) throws {
    let change = #""path": "/\#(path)", "op": "\#(operation)""#
    let log = try models(of: deal) {
      $0.replacing(change, with: #"\#(change), "rule": "\#(rule)""#)
    }
    let checks = try Tables.rows(
      """
      SELECT stage, offered, agreed, signed_with, removed, exempted FROM clause_checks
      WHERE rule = ?
      """, [rule], in: log.models)
    #expect(checks == [course].compactMap(\.self))
  }

  @Test func `say what became of research that a country paid for`() throws {
    let columns =
      "funding_country, owner, owner_kind, type, state, proposed_on, disclosed_on, disclosed_in_time,"
      + " licensed_on, is_spin_off, performed_in_time, performed_late, used_within_plan"
    let told = try models(of: "D04", "D13")
    #expect(
      try Tables.rows("SELECT deal, \(columns) FROM utilisation", in: told.models) == [
        "D13|PH|ph-uni|university|SPINOFF_EQUITY|Effective|2021-10-04|-|-|2022-06-08|1|1|0|1"
      ])
    // As if Thailand had paid, and had been told.
    let thai = try models(of: "D13") {
      $0.replacing(#""fundingSources": ["PH"]"#, with: #""fundingSources": ["city fund", "TH"]"#)
        .replacing("PH-RA10055-FAIRNESS", with: "TH-TRIUP")
    }
    #expect(
      try Tables.rows(
        "SELECT funding_country, disclosed_on, disclosed_in_time FROM utilisation", in: thai.models)
        == ["TH|2022-03-22|1"])
  }

  @Test func `say how far a deal came and how fast`() throws {
    let log = try models(of: "D13", "D15", "D18", "D20")
    let funnel = try Tables.rows(
      """
      SELECT deal, country, initiative, proposed_on, interest_on, nda_on, term_sheet_on,
        negotiation_on, agreed_on, signed_on, effective_on, closed_on FROM funnel ORDER BY deal
      """, in: log.models)
    #expect(
      funnel == [
        "D13|PH|offer|2021-10-04|2021-10-18|2021-10-25|2021-12-13|2022-01-10|2022-03-07|2022-06-08"
          + "|2022-06-08|-",
        "D15|BN|match|2021-09-10|2021-09-11|-|-|2021-10-12|-|-|-|-",
        "D18|MM|demand|2020-08-03|2020-08-17|-|2020-09-07|2020-09-21|-|-|-|-",
        "D20|KH|offer|2018-03-05|2018-03-19|-|-|2018-04-16|2018-05-28|2018-07-02|2018-07-02"
          + "|2021-07-05",
      ])
    let waits = try Tables.rows(
      """
      SELECT deal, days_from_proposed, days_from_interest, days_from_nda, days_from_term_sheet,
        days_from_negotiation, days_from_agreed, days_from_signed, days_from_effective
      FROM funnel WHERE deal IN ('D13', 'D20') ORDER BY deal
      """, in: log.models)
    #expect(waits == ["D13|14|7|49|28|56|93|0|-", "D20|14|28|-|-|42|35|0|1099"])
  }

  @Test func `say between which countries there was bargaining, dispute and an end`() throws {
    let log = try models(of: "D06", "D09", "D12", "D20")
    #expect(
      try Tables.rows(
        """
        SELECT deal, state, type, country_pair, rounds FROM negotiations WHERE opened_on > '2021'
        ORDER BY deal
        """, in: log.models) == [
          "D09|Closed|LICENCE_EXCLUSIVE|CN-TH|2", "D12|Closed|ASSIGNMENT|CN-SG|1",
        ])
    #expect(
      try Tables.rows(
        """
        SELECT deal, country, type, ground, claim_path, outcome, settled_on, awarded_on FROM disputes
        ORDER BY deal
        """, in: log.models) == [
          "D06|PH|SERVICE_DATA|-|/commercial/royaltyRate|settled|2022-01-17|-",
          "D09|TH|LICENCE_EXCLUSIVE|breach|/royalty/minimum|awarded|-|2024-02-12",
          "D20|KH|KNOW_HOW|convenience|/warranty|awarded|-|2021-06-21",
        ])
    #expect(
      try Tables.rows(
        "SELECT deal, from_country, to_country, country, type, days_in_force FROM endings ORDER BY deal",
        in: log.models) == [
          "D09|CN|TH|TH|LICENCE_EXCLUSIVE|472", "D12|CN|SG|SG|ASSIGNMENT|706",
          "D20|CN|KH|KH|KNOW_HOW|805",
        ])
  }

  @Test func `say what is still owed, and from where to where`() throws {
    let log = try models(of: "D06")
    #expect(
      try Tables.rows(
        """
        SELECT obligation, debtor_country, creditor_country, state, open FROM obligations
        ORDER BY obligation
        """, in: log.models) == [
          "AUD|PH|CN|scheduled|1", "PLAT|CN|PH|accepted|0", "R1|PH|CN|scheduled|1",
          "TR1|CN|PH|accepted|0",
        ])
  }
}
