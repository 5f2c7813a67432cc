import DealRecords
import Deals
import EventLog
import Foundation
import GRDB
import Testing

@testable import Projections

/// What each row has to be was computed by hand from the command files.
@Suite struct `The tables of a deal` {
  private func models(of deals: String...) throws -> TemporaryLog {
    let log = try TemporaryLog()
    try log.submit(Scenarios.interleaved(deals))
    try ReadModels(
      folder: log.models, showing: [.public, .statistical, .authority, .parties], vault: log.vault
    ).catchUp(with: log.store)
    return log
  }

  @Test func `say what fields of later versions say, and nothing where there are none`() throws {
    let log = try TemporaryLog()
    try log.submit(Scenarios.commands(of: "D06") + Scenarios.laterFields)
    try ReadModels(
      folder: log.models, showing: [.public, .statistical], vault: log.vault
    ).catchUp(with: log.store)
    let flow = try Tables.rows(
      """
      SELECT programme_level, industry, source, funding_agency, seller_size, buyer_size,
        royalty_band, term_years FROM flow ORDER BY deal
      """, in: log.models)
    #expect(
      flow == [
        "-|-|-|-|-|-|-|-",
        "province|psic:C27|matchmaking|Fund (invented)|large|startup|3to5|7",
      ])
    let cases = try Tables.rows(
      """
      SELECT catalogue_date, catalogue_item, procedure, certificate_kind, exemption_ground
      FROM regulatory_cases WHERE deal = 'V2'
      """, in: log.models)
    #expect(cases == ["2020-08-28|252604X|letterOfIntent|exemption|PH-S91-a"])
    var filter = AuditFilter()
    filter.subject = try StreamName("deal/V2")
    let types = try AuditTrail(of: log.store).entries(matching: filter).map(\.type)
    #expect(types.map { String($0.suffix(2)) } == ["v2", "v1", "v2", "v1", "v2", "v1", "v2"])
  }

  @Test func `say which versions there were and which was in force`() throws {
    let log = try models(of: "D06")
    let terms = try Tables.rows(
      """
      SELECT version, base_version, offered_by, offered_on, valid_until, redlines, acceptances,
        comments, agreed_on, agreed_revision, voided_on, state, revision FROM terms
      """, in: log.models)
    #expect(
      terms == [
        "1|0|caih|2020-02-20|2020-04-30|0|0|1|-|-|-|superseded|5",
        "2|1|ph-telecom|2020-03-12|2020-05-31|3|0|1|-|-|-|superseded|7",
        "3|2|caih|2020-04-16|2020-06-30|5|1|0|2020-04-30|11|-|agreed|9",
      ])
    let inForce = try Tables.rows(
      "SELECT place, substr(hash, 1, 15), from_on, until_on, amendment, revision FROM terms_in_force",
      in: log.models)
    #expect(
      inForce == [
        "0|sha256:42b68f8f|2020-06-15|2022-03-31|-|19", "1|sha256:0aafd8d5|2022-04-01|-|A1|59",
      ])
    let redlines = try Tables.rows(
      "SELECT revision, version, amendment, operation, rule, path FROM redlines WHERE place = 0",
      in: log.models)
    #expect(
      redlines == [
        "7|2|-|remove|PH-S87-03|/commercial/maximumSubscribers",
        "9|3|-|add|PH-S88-2|/improvements/access", "56|-|A1|add|-|/definitions/netSales/bundles",
      ])
  }

  @Test func `say where it stood and for how long`() throws {
    let log = try models(of: "D06", "D20")
    let stages = try Tables.rows(
      """
      SELECT deal, stage, entered_on, days, event, revision FROM stages
      WHERE deal = 'D06' OR place > 6
      """, in: log.models)
    #expect(
      stages == [
        "D06|Proposed|2019-10-08|21|deal.proposed.v1|0",
        "D06|Exploring|2019-10-29|97|deal.interest-expressed.v1|1",
        "D06|Negotiating|2020-02-03|87|deal.negotiation-opened.v1|4",
        "D06|TermsAgreed|2020-04-30|14|deal.terms-agreed.v1|11",
        "D06|Approved|2020-05-14|32|deal.approved.v1|15",
        "D06|Signing|2020-06-15|0|deal.signed.v1|16",
        "D06|Signed|2020-06-15|0|deal.fully-signed.v1|18",
        "D06|Effective|2020-06-15|-|deal.became-effective.v1|19",
        "D20|Effective|2018-07-02|644|deal.became-effective.v1|12",
        "D20|Suspended|2020-04-06|161|deal.suspended.v1|20",
        "D20|WindingUp|2020-09-14|294|deal.terminated.v1|22",
        "D20|Closed|2021-07-05|-|deal.closed.v1|31",
      ])
    let negotiation = try Tables.rows(
      """
      SELECT interests, ndas, opened_on, agreed_on, days, rounds, comments, clauses_changed,
        paths_changed, reopenings FROM negotiations WHERE deal = 'D06'
      """, in: log.models)
    #expect(negotiation == ["1|1|2020-02-03|2020-04-30|87|3|2|8|8|0"])
  }

  @Test func `say what was owed and when it was performed`() throws {
    let log = try models(of: "D04", "D06")
    let obligations = try Tables.rows(
      """
      SELECT obligation, kind, due_on, recurrence, state, delivered_on, accepted_on, rejected_on,
        cure_by, performed_on, days_late FROM obligations WHERE deal = 'D06'
      """, in: log.models)
    #expect(
      obligations == [
        "AUD|auditRight|-|yearly|scheduled|-|-|-|-|-|-",
        "PLAT|delivery|2020-09-30|-|accepted|2020-09-18|2020-09-28|-|-|2020-09-18|-12",
        "R1|royaltyReport|-|quarterly|scheduled|-|-|-|-|-|-",
        "TR1|training|2020-12-31|-|accepted|2021-02-22|2021-02-26|2020-12-16|2021-02-28|2021-02-22|53",
      ])
    let paid = try Tables.rows(
      """
      SELECT obligation, amount, amount_currency, amount_millionths, state, performed_on, days_late
      FROM obligations WHERE amount IS NOT NULL
      """, in: log.models)
    #expect(
      paid == [
        "F1|12500000000|IDR|12500000000000000|settled|2015-09-21|-9",
        "MIN1|2500000000|IDR|2500000000000000|settled|2018-03-28|-3",
      ])
    let deliveries = try Tables.rows(
      """
      SELECT place, delivered_on, quantity, answer, answered_on, cure_by, revision FROM deliveries
      WHERE deal = 'D06' AND obligation = 'TR1'
      """, in: log.models)
    #expect(
      deliveries == [
        "0|2020-12-11|38|rejected|2020-12-16|2021-02-28|34",
        "1|2021-02-22|40|accepted|2021-02-26|-|39",
      ])
  }

  @Test func `put what was stated beside what was paid`() throws {
    let log = try models(of: "D06", "D20")
    let royalties = try Tables.rows(
      """
      SELECT period_from, first_stated_on, stated_on, statements, days_to_state, first_stated, stated,
        paid, withheld, confirmed, payments, other_currencies, audits FROM royalties
      WHERE deal = 'D06'
      """, in: log.models)
    #expect(
      royalties == [
        "2020-07-01|2020-10-20|2020-10-20|1|20|3802500.00|3802500.00|3232125.00|570375.00|3232125.00"
          + "|1|0|1",
        "2020-10-01|2021-01-20|2021-01-20|1|20|4105800.00|4105800.00|3489930.00|615870.00|3489930.00"
          + "|1|0|1",
        "2021-01-01|2021-04-20|2022-01-24|2|20|4320000.00|4860000.00|4131000.00|729000.00|4131000.00"
          + "|2|0|1",
        "2021-04-01|2021-07-20|2021-07-20|1|20|4567500.00|4567500.00|3882375.00|685125.00|3882375.00"
          + "|1|0|1",
      ])
    let unconfirmed = try Tables.rows(
      """
      SELECT payment, period_from, paid_on, amount_millionths, withheld, settles, confirmed,
        received_on, revision FROM payments WHERE deal = 'D20'
      """, in: log.models)
    #expect(
      unconfirmed == [
        "D20-P-001|2018-07-02|2019-08-12|37324000000|6076.00|-|0|-|18",
        "D20-P-002|2019-07-01|2021-01-08|25886000000|4214.00|-|0|-|29",
      ])
  }

  @Test func `say which duties were late`() throws {
    let log = try models(of: "D04", "D06")
    let cases = try Tables.rows(
      """
      SELECT case_id, duty_holder_kind, opened_on, due_on, filed_on, decision, decided_on, valid_until,
        overdue_on, timeliness, days_to_file, days_late, days_to_decide, weekdays_to_decide
      FROM regulatory_cases WHERE case_id <> 'CN2' ORDER BY deal, case_id
      """, in: log.models)
    #expect(
      cases == [
        "CN1|researchInstitute|2015-03-16|2015-05-15|2015-04-17|granted|2015-04-24|-|-"
          + "|in time|32|-28|7|5",
        "IDR1|enterprise|2018-08-01|2019-01-31|2019-03-11|granted|2019-03-20"
          + "|2025-03-15|2019-02-04|late|222|39|9|7",
        "IDR2|enterprise|2019-06-18|2019-08-30|2019-07-22|conditional|2019-07-31"
          + "|-|-|in time|34|-39|9|7",
        "CNR|enterprise|2020-11-12|2020-12-19|2020-12-07|granted|2020-12-10|-|-|in time|25|-12|3|3",
        "PHX|enterprise|2020-04-30|-|2020-06-18|granted|2020-07-16|-|-|undated|49|-|28|20",
      ])
  }

  @Test func `say between whom technology flows, and for how much`() throws {
    let log = try models(of: "D06", "D13", "D23")
    let flow = try Tables.rows(
      """
      SELECT deal, state, from_party, from_country, from_region, to_party, to_country, cross_border,
        type, contract_type, field, trl, signed_on, effective_on, registered_on, registered_rule,
        payment_mode, turnover, turnover_millionths, technology_value FROM flow WHERE deal <> 'D23'
      """, in: log.models)
    #expect(
      flow == [
        "D06|Effective|caih|CN|CN-GX|ph-telecom|PH|1|SERVICE_DATA|service|electronic information|8"
          + "|2020-06-15|2020-06-15|2020-07-16|PH-S91-92-EXEMPTION|royalty|19000000.00|19000000000000"
          + "|16500000.00",
        "D13|Effective|ph-uni|PH|PH-00|ph-spinco|PH|0|SPINOFF_EQUITY|transfer|new energy & energy saving|6"
          + "|2022-06-08|2022-06-08|-|-|inKind|27000000.00|27000000000000|-",
      ])
    let ways = try Tables.rows(
      "SELECT from_country, to_country FROM flow WHERE deal = 'D23'", in: log.models)
    #expect(ways == ["CN|LA"])
    let components = try Tables.rows(
      "SELECT place, type, contract_type FROM components WHERE deal = 'D13'", in: log.models)
    #expect(
      components == ["0|SPINOFF_EQUITY|transfer", "1|LICENCE_EXCLUSIVE|licence", "2|OPTION|-"])
    let fields = try Tables.rows(
      "SELECT scheme, code FROM fields WHERE deal = 'D06'", in: log.models)
    #expect(fields == ["gbt4754|I65", "ipc|H04L67/10", "national|electronic information"])
    let kinds = try Tables.rows("SELECT kind FROM ip_kinds WHERE deal = 'D06'", in: log.models)
    #expect(kinds == ["software", "technical secret"])
  }

  @Test func `say what was disputed, audited and amended, and how it ended`() throws {
    let log = try models(of: "D06", "D13", "D20")
    let disputes = try Tables.rows(
      """
      SELECT dispute, raised_by, raised_by_country, raised_on, claimed, tier, state, ended_on, days,
        settled FROM disputes
      """, in: log.models)
    #expect(
      disputes == [
        "DS1|caih|CN|2021-10-05|540000.00|mediation|settled|2022-01-17|104|540000.00",
        "DS1|kh-rubber|KH|2019-11-04|-|court|awarded|2021-06-21|595|-",
      ])
    let audits = try Tables.rows(
      "SELECT audit, opened_by, opened_on, period_to, findings, state, closed_on FROM audits",
      in: log.models)
    #expect(
      audits == [
        "AU-2021|caih|2021-08-16|2021-06-30|1|closed|2021-09-27",
        "AU1|-|2020-10-19|2020-04-06|2|closed|2020-12-14",
      ])
    let findings = try Tables.rows(
      "SELECT audit, kind, found_on, amount_millionths, percent FROM audit_findings",
      in: log.models)
    #expect(
      findings == [
        "AU-2021|underpayment|2021-09-20|540000000000|12.5", "AU1|missing-report|2020-11-09|-|-",
        "AU1|overpayment|2020-12-07|210000000|0.7",
      ])
    let amendments = try Tables.rows(
      """
      SELECT deal, amendment, proposed_by, proposed_on, effective_from, signatures, state, ended_on
      FROM amendments
      """, in: log.models)
    #expect(
      amendments == [
        "D06|A1|ph-telecom|2022-03-07|2022-04-01|2|concluded|2022-03-24",
        "D13|A1|gx-invest|2023-02-06|-|1|rejected|2023-03-06",
        "D13|A2|ph-spinco|2023-04-17|-|3|concluded|2023-04-26",
      ])
    let endings = try Tables.rows(
      "SELECT deal, how, ended_on, notice_ground, mutual, outcome, closed_on FROM endings",
      in: log.models)
    #expect(endings == ["D20|terminated|2020-09-14|-|1|terminated|2021-07-05"])
    let notices = try Tables.rows(
      "SELECT notice, ground, given_on, takes_effect_on, state FROM notices", in: log.models)
    #expect(notices == ["N1|convenience|2020-07-06|2021-01-31|open"])
  }
}

@Suite struct `An agreement that is given up` {
  @Test func `leaves its version voided until another is offered or it is agreed again`() throws {
    let log = try TemporaryLog()
    let commands = try Scenarios.commands(of: "D23")
    func terms() throws -> [String] {
      try Tables.rows(
        "SELECT version, state, agreed_on, voided_on, acceptances, annulled FROM terms",
        in: log.models)
    }
    let models = ReadModels(folder: log.models)
    try log.submit(Array(commands[..<5]))
    try models.catchUp(with: log.store)
    #expect(try terms() == ["1|agreed|2019-03-18|-|1|0"])
    try log.submit(Array(commands[5...5]))
    try models.catchUp(with: log.store)
    #expect(try terms() == ["1|voided|2019-03-18|2019-03-25|0|1"])
    try log.submit(Array(commands[6...]))
    try models.catchUp(with: log.store)
    #expect(
      try terms() == [
        "1|superseded|2019-03-18|2019-03-25|0|1", "2|agreed|2019-04-22|-|1|0",
      ])
    #expect(try Tables.rows("SELECT reopenings FROM negotiations", in: log.models) == ["1"])
    #expect(
      try Tables.rows("SELECT how, ended_on FROM endings", in: log.models)
        == ["rescinded|2019-07-08"])
    #expect(try Tables.rows("SELECT * FROM terms_in_force", in: log.models) == [])
  }
}

@Suite struct `A number of days` {
  @Test func `from Monday to Friday leaves weekends out`() {
    func weekdays(_ start: String, _ end: String) -> Int? {
      Day.weekdays(after: Day(text: start), through: Day(text: end))
    }
    // A Thursday, and the Thursday four weeks later; a Friday to a Sunday; a Sunday to a Monday.
    #expect(weekdays("2020-06-18", "2020-07-16") == 20)
    #expect(weekdays("2020-07-17", "2020-07-19") == 0)
    #expect(weekdays("2020-07-19", "2020-07-20") == 1)
    #expect(weekdays("1969-12-26", "1970-01-05") == 6)
    #expect(weekdays("2020-07-16", "2020-06-18") == nil)
  }
}

@Suite struct `An amount` {
  @Test(arguments: [
    ("1250000.50", 1_250_000_500_000), ("0.000001", 1), ("0.0000010", 1), ("0.0000015", nil),
    ("9223372036854.775807", Int.max), ("9223372036854.775808", nil), ("-2", -2_000_000),
    ("999999999999999999999999999", nil),
  ])
  func `is a number of millionths where 64 bits hold it exactly`(text: String, number: Int?) throws
  {
    let amount = Deals.Decimal(text: text)
    #expect(amount != nil && amount?.millionths == number)
  }
}
