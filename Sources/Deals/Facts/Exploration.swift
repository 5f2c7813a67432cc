/// A document beside the deal: an NDA, an MTA, an MOU, an option.
public struct SideAgreement: Record {
  public var boundParties: [Identifier]?
  public var documentHash = Digest.blank
  public var kind = SideAgreementKind.blank
  public var material = Sealed<Text?>.blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("boundParties", &boundParties)
    try visit.field("documentHash", &documentHash)
    try visit.field("kind", &kind)
    try visit.field("material", &material, .parties)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// Documents that one party opens to others.
public struct DataRoom: Record {
  public var documentHashes = Sealed<[Digest]?>.blank
  public var owner = Identifier.blank
  public var readers = [Identifier].blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("documentHashes", &documentHashes, .sealed)
    try visit.field("owner", &owner)
    try visit.field("readers", &readers)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What an examination came to.
public struct DueDiligence: Record {
  public var findingsHash = Sealed<Digest?>.blank
  public var kind = DueDiligenceKind.blank
  public var outcome = Sealed<DueDiligenceOutcome>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("findingsHash", &findingsHash, .parties)
    try visit.field("kind", &kind)
    try visit.field("outcome", &outcome, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The heads of terms, by their hash.
public struct TermSheet: Record {
  public var expiresOn: Day?
  public var nonBinding: Bool?
  public var termSheetHash = Digest.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("expiresOn", &expiresOn)
    try visit.field("nonBinding", &nonBinding)
    try visit.field("termSheetHash", &termSheetHash)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The start of substantive negotiation.
public struct NegotiationOpening: Record {
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("unchecked", &unchecked)
  }
}
