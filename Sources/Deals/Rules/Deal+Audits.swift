// An audit stays open until its auditor closes it.
extension Deal {
  mutating func record(_ opening: AuditOpening, _ act: Act) throws(Refusal) {
    try requireNew(opening.audit, in: audits, "an audit")
    try requireOrder(opening.period)
    audits.enter(Audit(act.entered(opening)), as: opening.audit)
  }

  mutating func record(_ finding: AuditFinding, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenAudit(finding.audit)
    audits[place].findings.append(act.entered(finding))
  }

  mutating func record(_ closing: AuditClosing, _ act: Act) throws(Refusal) {
    let place = try placeOfOpenAudit(closing.audit)
    audits[place].closing = act.entered(closing)
  }

  private func placeOfOpenAudit(_ id: Identifier) throws(Refusal) -> Int {
    guard let place = audits.place(of: id) else {
      throw Refusal(.noSuchAudit, "The deal has no audit \(id)")
    }
    if let closing = audits[place].closing {
      throw Refusal(.auditClosed, "Audit \(id) was closed at \(closing.at)")
    }
    return place
  }
}
