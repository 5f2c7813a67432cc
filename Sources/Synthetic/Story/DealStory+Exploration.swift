import Deals

extension DealStory {
  /// From the proposal to negotiation; tells whether the story goes on.
  mutating func explore() -> Bool {
    guard !leaves() else { return false }
    wait(4...50)
    let note = dice.happens(60) ? remark(.interest) : nil
    ask(.expressInterest, party(other), ["note": note])
    phase = .exploring
    lookCloser()
    guard !leaves() else { return false }
    if facts.exit?.phase == .termSheet || dice.happens(45) { agreeTermSheet() }
    guard !leaves() else { return false }
    return passExportScreen()
  }

  private mutating func lookCloser() {
    guard dice.happens(75) else { return }
    executeSideAgreement(.nda)
    if dice.happens(55) { openDataRoom() }
    for kind in DueDiligenceKind.allCases where dice.happens(25) { examine(kind) }
    for kind in [SideAgreementKind.mta, .mou, .option] where dice.happens(8) {
      executeSideAgreement(kind)
    }
  }

  private mutating func executeSideAgreement(_ kind: SideAgreementKind) {
    wait(3...20)
    ask(
      .executeSideAgreement, party(0),
      [
        "kind": .text(kind.rawValue), "documentHash": digest(),
        "boundParties": .list(members.indices.map(id(of:))),
        "material": kind == .mta
          ? "samples of \(facts.field.technologies[facts.technology][.english]) \(label)" : nil,
        "validUntil": today(plus: 5 * 365).value,
      ])
  }

  private mutating func openDataRoom() {
    wait(2...15)
    let documents = Datum.list((0...dice.number(0...2)).map { _ in digest() })
    ask(
      .openDataRoom, party(0),
      [
        "owner": id(of: 0), "readers": .list(members.indices.dropFirst().map(id(of:))),
        "documentHashes": documents,
      ])
  }

  private mutating func examine(_ kind: DueDiligenceKind) {
    wait(5...30)
    let outcome = dice.pick(weighted: [
      (DueDiligenceOutcome.pass, 80), (.passWithConditions, 17), (.fail, 3),
    ])
    ask(
      .recordDueDiligence, party(1),
      ["kind": .text(kind.rawValue), "outcome": .text(outcome.rawValue), "findingsHash": digest()])
  }

  private mutating func agreeTermSheet() {
    wait(5...40)
    ask(
      .agreeTermSheet, party(other),
      ["termSheetHash": digest(), "nonBinding": .flag(true), "expiresOn": .day(today(plus: 180))])
    phase = .termSheet
  }

  /// Restricted technology is negotiated only after a letter of intent.
  private mutating func passExportScreen() -> Bool {
    guard applies(.letterOfIntent, to: 0) else { return true }
    let isRefused = dice.happens(20)
    isRestricted = true
    settleCase(.letterOfIntent, of: 0, isRefused ? .refused : .granted)
    if isRefused { withdraw() }
    return !isRefused
  }
}
