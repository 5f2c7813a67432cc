// What is done to the record rather than to the deal.
extension Deal {
  mutating func record(_ correction: Correction, _ act: Act) throws(Refusal) {
    guard correction.correctsRevision.value < events else {
      throw Refusal(
        .noSuchRevision,
        "The deal has events 0 to \(events - 1), and none at \(correction.correctsRevision.value)")
    }
    if correction.concernsTerms, !standingSignatures.isEmpty {
      throw Refusal(.termsAreSigned, "\(correction.field) is a field of signed terms")
    }
    corrections.append(act.entered(correction))
  }

  mutating func record(_ hold: LegalHold, _ act: Act) throws(Refusal) {
    try requireNew(hold.hold, in: holds, "a hold")
    holds.enter(act.entered(hold), as: hold.hold)
  }

  mutating func record(_ erasure: Erasure, _ act: Act) throws(Refusal) {
    let lastArrival = members.map(\.revision).max() ?? 0
    let earlier = erasures.last {
      $0.fact.subject == erasure.subject && $0.revision > lastArrival
        && ($0.fact.applied == erasure.applied || $0.fact.applied == .erase)
    }
    // Where a person came back after an erasure, there is something to erase once more.
    let isBack = erasure.applied == .erase && erasure.subjectSeen
    if let earlier, !isBack {
      throw Refusal(
        .nothingToChange,
        "At \(earlier.at) the ledger applied \(earlier.fact.applied.rawValue) to \(erasure.subject)"
      )
    }
    erasures.append(act.entered(erasure))
  }

  mutating func record(_ disclosure: Disclosure, _ act: Act) throws(Refusal) {
    guard !disclosure.fieldClasses.isEmpty else {
      throw Refusal(.noFieldClass, "The disclosure names no class of fields")
    }
    let barred = disclosure.fieldClasses.filter { !$0.goesToAuthorities }
    guard barred.isEmpty else {
      let names = barred.map(\.rawValue).joined(separator: " and ")
      throw Refusal(.classNotDisclosable, "Fields of class \(names) go to no authority")
    }
    disclosures.append(act.entered(disclosure))
  }
}

extension Correction {
  /// Whether the field is one of an offer's terms, given by name or by its path in the event.
  var concernsTerms: Bool {
    let fields: Set<String> = [
      "baseVersion", "clauses", "consideration", "equityPct", "keyTerms", "redline", "terms",
      "termsHash", "version",
    ]
    return field.text.split { $0 == "/" || $0 == "." }.contains { fields.contains(String($0)) }
  }
}
