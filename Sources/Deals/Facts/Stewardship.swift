/// A mistake in the record, set right beside it.
public struct Correction: Record {
  public var correctsRevision = Count.blank
  public var field = Text.blank
  public var `is` = Sealed<FreeForm>.blank
  public var reason = Sealed<Text>.blank
  public var secondRegistrar = Text.blank
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
    try visit.field("secondRegistrar", &secondRegistrar)
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
public struct Erasure: Record {
  public var applied = ErasureMode.blank
  public var bytesErased = Bool.blank
  public var heldBy: [Identifier]?
  public var legalBasis = Text.blank
  public var mode = ErasureMode.blank
  public var subject = Identifier.blank
  public var subjectSeen = Bool.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("applied", &applied)
    try visit.decided("bytesErased", &bytesErased)
    try visit.decided("heldBy", &heldBy)
    try visit.field("legalBasis", &legalBasis)
    try visit.field("mode", &mode)
    try visit.field("subject", &subject)
    try visit.decided("subjectSeen", &subjectSeen)
    try visit.decided("unchecked", &unchecked)
  }
}

/// Fields shown to an authority.
public struct Disclosure: Record {
  public var fieldClasses = [DisclosureClass].blank
  public var legalBasis: Text?
  public var recipient = Text.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("fieldClasses", &fieldClasses)
    try visit.field("legalBasis", &legalBasis)
    try visit.field("recipient", &recipient)
  }
}
