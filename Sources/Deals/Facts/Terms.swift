/// A version of the terms; the offer is its author's acceptance.
public struct Offer: Record {
  public var baseVersion = Count.blank
  public var clauses = Sealed<[Text]?>.blank
  public var consideration = Sealed<Consideration?>.blank
  public var equityPct = Sealed<Decimal?>.blank
  public var keyTerms = Sealed<FreeObject?>.blank
  public var offeredBy = Sealed<Person?>.blank
  public var redline: [Redline]?
  public var terms: FreeObject?
  public var givenHash: Digest?
  public var termsHash = Digest.blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?
  public var version = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("baseVersion", &baseVersion)
    try visit.field("clauses", &clauses, .parties)
    try visit.field("consideration", &consideration, .statistical)
    try visit.field("equityPct", &equityPct, .parties)
    try visit.field("keyTerms", &keyTerms, .parties)
    try visit.decided("offeredBy", &offeredBy, .personal)
    try visit.field("redline", &redline)
    try visit.asked("terms", &terms)
    try visit.asked("termsHash", &givenHash)
    try visit.decided("termsHash", &termsHash)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
    try visit.decided("version", &version)
  }
}

/// What is given for the technology, as statistics count it.
public struct Consideration: Record {
  public var payment: PaymentMode?
  /// The exact rate stays with the parties.
  public var royaltyBand: RoyaltyBand?
  public var technologyValue: Money?
  /// How long the agreement is to run.
  public var termYears: Count?
  public var turnover: Money?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("payment", &payment)
    try visit.field("royaltyBand", &royaltyBand, since: 2)
    try visit.field("technologyValue", &technologyValue)
    try visit.field("termYears", &termYears, since: 2)
    try visit.field("turnover", &turnover)
  }
}

/// One change from the version before.
public struct Redline: Record {
  public var clauseLabel: Text?
  public var new = Sealed<FreeForm?>.blank
  public var old = Sealed<FreeForm?>.blank
  public var op = RedlineOperation.blank
  public var path = TermsPath.blank
  public var rule: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("clauseLabel", &clauseLabel)
    try visit.field("new", &new, .parties)
    try visit.field("old", &old, .parties)
    try visit.field("op", &op)
    try visit.field("path", &path)
    try visit.field("rule", &rule)
  }
}

/// A remark on a place in the terms.
public struct TermsComment: Record {
  public var path = TermsPath.blank
  public var text = Sealed<Text>.blank
  public var version = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("path", &path)
    try visit.field("text", &text, .parties)
    try visit.field("version", &version)
  }
}

/// A party's consent to one version and its hash.
public struct Acceptance: Record {
  public var givenHash: Digest?
  public var termsHash = Digest.blank
  public var version = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.asked("termsHash", &givenHash)
    try visit.decided("termsHash", &termsHash)
    try visit.field("version", &version)
  }
}

/// One version of the terms, by number and hash.
public struct TermsReference: Record {
  public var termsHash = Digest.blank
  public var version = Count.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("termsHash", &termsHash)
    try visit.field("version", &version)
  }
}
