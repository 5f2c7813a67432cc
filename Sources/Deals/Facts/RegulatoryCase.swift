/// A duty towards an authority.
public struct CaseOpening: Record {
  public var `case` = Identifier.blank
  public var catalogue: CatalogueItem?
  public var dueOn: Day?
  public var dutyHolder: Identifier?
  public var effect = CaseEffect.blank
  public var jurisdiction = Identifier.blank
  public var procedure: CaseProcedure?
  public var rule = Text.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("case", &`case`)
    try visit.field("catalogue", &catalogue, since: 2)
    try visit.field("dueOn", &dueOn)
    try visit.field("dutyHolder", &dutyHolder)
    try visit.field("effect", &effect)
    try visit.field("jurisdiction", &jurisdiction)
    try visit.field("procedure", &procedure, since: 2)
    try visit.field("rule", &rule)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What a case is about, by its item in a catalogue of restricted technologies.
public struct CatalogueItem: Record {
  /// The day of the catalogue's version.
  public var date = Day.blank
  public var item = ListedCode.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("date", &date)
    try visit.field("item", &item)
  }
}

/// What was handed to the authority.
public struct CaseFiling: Record {
  public var `case` = Identifier.blank
  public var filedOn: Day?
  public var filingReference = Sealed<Text?>.blank
  public var shortForm: Bool?
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("case", &`case`)
    try visit.field("filedOn", &filedOn)
    try visit.field("filingReference", &filingReference, .authority)
    try visit.field("shortForm", &shortForm)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What the authority decided.
public struct CaseDecision: Record {
  public var `case` = Identifier.blank
  public var certificateKind: CertificateKind?
  public var certificateNumber = Sealed<Text?>.blank
  public var conditions = Sealed<[Text]?>.blank
  public var decision = Ruling.blank
  /// The ground in law on which the case is exempt, such as PH-S91-a.
  public var exemptionGround: ListedCode?
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("case", &`case`)
    try visit.field("certificateKind", &certificateKind, since: 2)
    try visit.field("certificateNumber", &certificateNumber, .authority)
    try visit.field("conditions", &conditions, .authority)
    try visit.field("decision", &decision)
    try visit.field("exemptionGround", &exemptionGround, since: 2)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// A case by its id.
public struct CaseReference: Record {
  public var `case` = Identifier.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("case", &`case`)
    try visit.decided("unchecked", &unchecked)
  }
}
