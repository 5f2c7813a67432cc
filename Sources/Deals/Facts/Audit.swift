/// An examination of the books.
public struct AuditOpening: Record {
  public var audit = Identifier.blank
  public var period = Period.blank
  public var scope = Sealed<Text?>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("audit", &audit)
    try visit.field("period", &period)
    try visit.field("scope", &scope, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What an auditor found.
public struct AuditFinding: Record {
  public var amount = Sealed<Money?>.blank
  public var audit = Identifier.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var kind = AuditFindingKind.blank
  public var note = Sealed<Text?>.blank
  public var percent = Sealed<Decimal?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .parties)
    try visit.field("audit", &audit)
    try visit.field("evidenceHash", &evidenceHash, .parties)
    try visit.field("kind", &kind)
    try visit.field("note", &note, .parties)
    try visit.field("percent", &percent, .parties)
  }
}

/// The end of an audit.
public struct AuditClosing: Record {
  public var audit = Identifier.blank
  public var outcome = Sealed<Text?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("audit", &audit)
    try visit.field("outcome", &outcome, .parties)
  }
}
