import Deals

/// The versions of each deal's terms, what each changed, and which of them were in force when.
enum TermsProjection: DealConcern {
  static let name = "terms"
  static let version = 2
  static let highestClass = DisclosureClass.public
  static let tables = [terms, inForce, redlines]

  static let terms = ModelTable(
    "terms", "One row for each version of a deal's terms, as it was offered.", keyLength: 2,
    [
      .deal,
      .integer("version", "Its number, from 1."),
      .text("hash", "The document's hash: sha256: and 64 hex digits."),
      .integer("base_version", "The version that it builds on; 0 for none."),
      .text("offered_by", "The party that offered it.", optional: true),
      .day("offered_on", "When it was offered.", optional: false),
      .day("valid_until", "The last day on which it could be accepted."),
      .integer("redlines", "How many changes from the version before it names."),
      .integer("acceptances", "How many parties beside its author accept it, and stand to it."),
      .integer("annulled", "How many acceptances a reopening has annulled."),
      .integer("comments", "How many remarks were made on it."),
      .day("agreed_on", "When all parties had last agreed on it."),
      .integer("agreed_revision", "The event by which they had.", optional: true),
      .day("voided_on", "When that agreement was last given up."),
      .integer("voided_revision", "The event that gave it up.", optional: true),
      .text("state", "agreed, superseded by a later version, voided, or offered."),
      .revision("that offered it"),
    ])

  static let inForce = ModelTable(
    "terms_in_force",
    "Terms that have bound the parties, or will: at most one of a deal's rows holds for a day.",
    keyLength: 2,
    [
      .deal,
      .integer("place", "In the order in which they were concluded, from 0."),
      .text("hash", "The document's hash."),
      .day("from_on", "The first day on which they bind.", optional: false),
      .day(
        "until_on",
        "The last day before others took their place or the deal ended; before from_on where they"
          + " never bound; null while they bind."),
      .text(
        "amendment", "The amendment that brought them; null for those first signed.",
        optional: true),
      .integer(
        "revision", "The event that put them in force, from 0; null where it is not known.",
        optional: true),
    ])

  static let redlines = ModelTable(
    "redlines", "One row for each change that an offer or an amendment names.", keyLength: 3,
    [
      .deal,
      .revision("that names it"),
      .integer("place", "Its place in the list, from 0."),
      .integer("version", "The version of the terms that it leads to.", optional: true),
      .text("amendment", "The amendment that it belongs to.", optional: true),
      .text("path", "The place in the terms: a JSON pointer."),
      .text("operation", "add, remove or replace."),
      .text("rule", "The rule for whose sake it was made.", optional: true),
      .text("clause", "What kind of clause it is.", optional: true),
    ])

  static func rows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.versions.map { row(of: id, $0, deal) } + inForceRows(of: id, deal)
      + redlineRows(of: id, deal)
  }

  private static func row(of id: Identifier, _ version: TermsVersion, _ deal: Deal) -> ModelRow {
    let offer = version.offer
    let agreement = deal.lastAgreement(on: version)
    return ModelRow(
      terms, .id(id), .integer(version.number), .text(version.hash.text),
      .integer(offer.fact.baseVersion), .id(version.offeredBy), .day(offer.at.day),
      .day(version.validUntil), .integer(offer.fact.redline?.count ?? 0),
      .integer(version.acceptances.count), .integer(version.annulled.count),
      .integer(version.comments.count), .day(agreement?.made.at.day),
      .integer(agreement?.made.revision), .day(agreement?.voided?.at.day),
      .integer(agreement?.voided?.revision), .text(state(of: version, agreement, in: deal)),
      .integer(offer.revision))
  }

  private static func state(
    of version: TermsVersion, _ agreement: (made: Stage, voided: Stage?)?, in deal: Deal
  ) -> String {
    if deal.agreedVersion == version.number { return "agreed" }
    if version.number.value < deal.versions.count { return "superseded" }
    return agreement?.voided == nil ? "offered" : "voided"
  }

  private static func inForceRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    deal.termsInForce.enumerated().map { place, terms in
      let later = deal.termsInForce[(place + 1)...].map(\.from).min()
      let until = [later, deal.overSince].compactMap(\.self).min()
      return ModelRow(
        inForce, .id(id), .integer(place), .text(terms.hash.text), .day(terms.from),
        .day(until.map { Day(number: $0.number - 1) }), .id(terms.amendment),
        .integer(deal.revision(puttingInForce: terms)))
    }
  }

  private static func redlineRows(of id: Identifier, _ deal: Deal) -> [ModelRow] {
    let offered = deal.versions.flatMap { version in
      rows(
        of: id, version.offer.fact.redline, version.offer.revision, .integer(version.number),
        .null)
    }
    return offered
      + deal.amendments.flatMap { amendment in
        rows(
          of: id, amendment.proposal.fact.redline, amendment.proposal.revision, .null,
          .id(amendment.id))
      }
  }

  private static func rows(
    of id: Identifier, _ changes: [Redline]?, _ revision: Int, _ version: Cell, _ amendment: Cell
  ) -> [ModelRow] {
    (changes ?? []).enumerated().map { place, change in
      ModelRow(
        redlines, .id(id), .integer(revision), .integer(place), version, amendment,
        .text(change.path.text), .text(change.op.rawValue), .text(change.rule?.text),
        .text(change.clauseLabel?.text))
    }
  }
}

extension Deal {
  /// When all parties last agreed on a version, and when that was given up afterwards.
  func lastAgreement(on version: TermsVersion) -> (made: Stage, voided: Stage?)? {
    let next = versions.first { $0.number > version.number }?.offer.revision ?? .max
    let own = stages.indices.last { place in
      stages[place].phase == .termsAgreed && stages[place].revision > version.offer.revision
        && stages[place].revision < next
    }
    return own.map { place in
      (stages[place], stages[(place + 1)...].first { $0.phase == .negotiating })
    }
  }

  /// The first day on which nothing binds any more: the day after it left performance for good.
  fileprivate var overSince: Day? {
    guard let endedOn, effectiveOn != nil else { return nil }
    return Day(number: endedOn.number + 1)
  }

  fileprivate func revision(puttingInForce terms: TermsInForce) -> Int? {
    guard let amendment = terms.amendment else {
      return stages.first { $0.phase == .effective }?.revision
    }
    return amendments[amendment]?.end?.revision
  }
}
