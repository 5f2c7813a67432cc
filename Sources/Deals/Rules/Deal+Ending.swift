// Termination and expiry lead to winding up, not to the end: accounts and disputes go on.
extension Deal {
  mutating func record(_ notice: TerminationNotice, _ act: Act) throws(Refusal) {
    try requireNew(notice.notice, in: notices, "a notice")
    guard notice.ground != .breach || notice.cureBy != nil else {
      throw Refusal(
        .curePeriodMissing, "Notice \(notice.notice) is for breach without a time to cure")
    }
    guard !act.isPast(notice.takesEffectOn) else {
      throw Refusal(
        .noticeInPast, "Notice \(notice.notice) would take effect on \(notice.takesEffectOn)")
    }
    notices.enter(Notice(act.entered(notice)), as: notice.notice)
  }

  mutating func record(_ cure: BreachCure, _ act: Act) throws(Refusal) {
    guard let place = notices.place(of: cure.notice) else {
      throw Refusal(.noSuchNotice, "The deal has no notice \(cure.notice)")
    }
    let notice = notices[place]
    if let earlier = notice.cure {
      throw Refusal(.noticeEnded, "Notice \(notice.id) was cured at \(earlier.at)")
    }
    guard !act.isPast(notice.lastCureDay) else {
      throw Refusal(.cureTooLate, "Notice \(notice.id) could be cured until \(notice.lastCureDay)")
    }
    notices[place].cure = act.entered(cure)
  }

  mutating func record(_ termination: Termination, _ act: Act) throws(Refusal) {
    try requireTitleToTerminate(termination, act)
    end(.terminated(termination), .windingUp, act)
    windUp()
  }

  /// An authority's order has no field: where no notice was given, the system's word is taken.
  private func requireTitleToTerminate(
    _ termination: Termination, _ act: Act
  ) throws(Refusal) {
    if termination.mutual == true || hasMaturedNotice(on: act.day) { return }
    if act.by.role == .system, notices.isEmpty { return }
    let standing = notices.map { notice in
      notice.isOpen
        ? "\(notice.id) takes effect on \(notice.notice.fact.takesEffectOn)"
          + (notice.notice.fact.cureBy.map { " and can be cured until \($0)" } ?? "")
        : "\(notice.id) is cured"
    }
    let fact = standing.isEmpty ? "no notice was given" : standing.joined(separator: "; ")
    throw Refusal(.noMaturedNotice, "On \(act.day) the deal cannot be terminated: \(fact)")
  }

  func hasMaturedNotice(on day: Day) -> Bool { notices.contains { $0.isMatured(on: day) } }

  mutating func record(_ expiry: Expiry, _ act: Act) throws(Refusal) {
    if let day = expiry.expiredOn, day > act.at.latestDay {
      throw Refusal(.termNotOver, "The term runs until \(day)")
    }
    end(.expired(expiry), .windingUp, act)
    windUp()
  }

  private mutating func windUp() {
    for place in obligations.indices where obligations[place].kind.endsWithWindingUp {
      obligations[place].status = .ended
    }
  }

  mutating func record(_ closing: Closing, _ act: Act) throws(Refusal) {
    try requireDone(obligations.filter(\.isOpen).map(\.id), .openObligation, "obligations")
    try requireDone(cases.filter(\.isOpen).map(\.id), .openCase, "cases")
    try requireDone(disputes.filter(\.isOpen).map(\.id), .openDispute, "disputes")
    try requireDone(audits.filter(\.isOpen).map(\.id), .openAudit, "audits")
    self.closing = act.entered(closing)
    phase = .closed
  }

  private func requireDone(
    _ open: [Identifier], _ code: RefusalCode, _ what: String
  ) throws(Refusal) {
    guard !open.isEmpty else { return }
    throw Refusal(code, "These \(what) are open: \(listed(open))")
  }
}
