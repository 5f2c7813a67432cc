import Deals

extension DocumentWriter {
  /// The life cycles with keys of their own that run while the deal is in force.
  mutating func performance(of deal: Deal) {
    list("cases", deal.cases) { $0.regulatoryCase($1) }
    list("obligations", deal.obligations) { $0.obligation($1) }
    list("payments", deal.payments) { writer, payment in
      writer.entry(payment.payment)
      writer.entry("confirmation", payment.confirmation)
    }
    list("disputes", deal.disputes) { $0.dispute($1) }
    list("audits", deal.audits) { writer, audit in
      writer.entry(audit.opening)
      writer.member("status", text: audit.status.rawValue)
      writer.entries("findings", audit.findings)
      writer.entry("closing", audit.closing)
    }
  }

  private mutating func regulatoryCase(_ known: RegulatoryCase) {
    entry(known.opening)
    member("status", text: known.status.rawValue)
    member("overdueSince", known.overdueSince)
    entry("filing", known.filing)
    entries("decisions", known.decisions)
  }

  private mutating func obligation(_ obligation: Obligation) {
    entry(obligation.schedule)
    member("status", text: obligation.status.rawValue)
    entries("deliveries", obligation.deliveries)
    entries("acceptances", obligation.acceptances)
    entries("rejections", obligation.rejections)
    entries("statements", obligation.statements)
    list("payments", obligation.payments) { writer, key in
      writer.member("payer", key.payer)
      writer.member("payment", key.payment)
    }
  }

  private mutating func dispute(_ dispute: Dispute) {
    entry(dispute.raising)
    member("status", text: dispute.status.rawValue)
    member("tier", dispute.tier)
    entries("escalations", dispute.escalations)
    entry("settlement", dispute.settlement)
    entry("award", dispute.award)
  }
}
