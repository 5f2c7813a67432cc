/// A mistake in the record, set right beside it.
public struct Correction: Record {
  public var correctsRevision = Count.blank
  public var field = Text.blank
  public var `is` = Sealed<FreeForm>.blank
  public var reason = Sealed<Text>.blank
  public var secondRegistrar = Sealed<Person>.blank
  public var unchecked: [UncheckedGuard]?
  public var was = Sealed<FreeForm>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("correctsRevision", &correctsRevision)
    try visit.field("field", &field)
    try visit.field("is", &`is`, .sealed)
    try visit.field("reason", &reason, .parties)
    try visit.field("secondRegistrar", &secondRegistrar, .personal)
    try visit.decided("unchecked", &unchecked)
    try visit.field("was", &was, .sealed)
  }
}

/// An order to keep what is in its scope.
public struct LegalHold: Record {
  public var hold = Identifier.blank
  public var reason = Sealed<Text?>.blank
  public var scope = Text.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("hold", &hold)
    try visit.field("reason", &reason, .parties)
    try visit.field("scope", &scope)
  }
}

/// A demand to erase or restrict a person's data, and what the ledger did about it.
///
/// It reaches as far as the person's key: every deal of the ledger.
public struct Erasure: Record {
  /// What is done: a hold, or a duty to retain, turns an erasure into a restriction.
  public var applied = ErasureMode.blank
  /// The legal holds that forbid to erase, each as `<deal>/<hold>`.
  public var heldBy: [Text]?
  public var legalBasis = Text.blank
  public var mode = ErasureMode.blank
  /// Until when the data must be kept by the ledger's own retention floor.
  public var retainedUntil: Day?
  public var subject = Person.blank
  /// Whether the ledger holds values of the person.
  public var subjectSeen = Bool.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("applied", &applied)
    try visit.decided("heldBy", &heldBy)
    try visit.field("legalBasis", &legalBasis)
    try visit.field("mode", &mode)
    try visit.decided("retainedUntil", &retainedUntil)
    try visit.field("subject", &subject)
    try visit.decided("subjectSeen", &subjectSeen)
    try visit.decided("unchecked", &unchecked)
  }
}

/// Fields shown to an authority.
public struct Disclosure: Record {
  public var fieldClasses = [DisclosureClass].blank
  /// Which fields of the line at `position`, by their paths in it: `data/parties/0/kind`.
  public var fieldPaths: [Text]?
  public var legalBasis: Text?
  /// The line that was shown; absent where something else than one line was.
  public var position: Count?
  public var recipient = Text.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("fieldClasses", &fieldClasses)
    try visit.field("fields", &fieldPaths)
    try visit.field("legalBasis", &legalBasis)
    try visit.field("position", &position)
    try visit.field("recipient", &recipient)
  }
}
