/// One version of the terms, and who stands to it.
public struct TermsVersion: Hashable, Sendable {
  public let offer: Entered<Offer>
  /// The standing acceptances of the other parties; the offer is its author's.
  public internal(set) var acceptances: [Entered<Acceptance>] = []
  /// Acceptances that a reopening has annulled.
  public internal(set) var annulled: [Entered<Acceptance>] = []
  public internal(set) var comments: [Entered<TermsComment>] = []

  init(_ offer: Entered<Offer>) { self.offer = offer }

  public var number: Count { offer.fact.version }
  public var hash: Digest { offer.fact.termsHash }
  public var validUntil: Day? { offer.fact.validUntil }
  public var offeredBy: Identifier? { offer.by.party }

  public func isAccepted(by party: Identifier) -> Bool {
    party == offeredBy || acceptances.contains { $0.by.party == party }
  }

  var reference: TermsReference {
    var reference = TermsReference()
    (reference.version, reference.termsHash) = (number, hash)
    return reference
  }
}

/// Terms that bind from a day on, until the next.
public struct TermsInForce: Hashable, Sendable {
  public let hash: Digest
  public let from: Day
  /// The amendment that brought them; nil for the terms first signed.
  public let amendment: Identifier?
}

extension Deal {
  /// The version on the table: the newest.
  public var currentVersion: TermsVersion? { versions.last }

  /// The version that all parties accepted.
  public var agreed: TermsVersion? {
    agreedVersion.flatMap { versions.indices.contains($0.value - 1) ? versions[$0.value - 1] : nil }
  }

  /// The terms that bind on this day.
  public func terms(inForceOn day: Day) -> TermsInForce? {
    termsInForce.last { $0.from <= day } ?? termsInForce.first
  }
}
