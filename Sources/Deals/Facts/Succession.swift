/// A party's place in the deal taken by another.
public struct Assignment: Record {
  public var consents: [Identifier]?
  public var fromParty = Identifier.blank
  public var party = Party.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("consents", &consents)
    try visit.field("fromParty", &fromParty)
    try visit.field("party", &party)
    try visit.decided("unchecked", &unchecked)
  }
}

/// A party that joins a deal in force.
public struct Accession: Record {
  public var party = Party.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("party", &party)
    try visit.decided("unchecked", &unchecked)
  }
}

/// A right passed on under the licence.
public struct Sublicence: Record {
  public var sublicence = Identifier.blank
  public var sublicensee = Text.blank
  public var territory = [Text].blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("sublicence", &sublicence)
    try visit.field("sublicensee", &sublicensee)
    try visit.field("territory", &territory)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// A better version of what was licensed.
public struct Improvement: Record {
  public var improvement = Identifier.blank
  public var licensedBack: Bool?
  public var owner = Identifier.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("improvement", &improvement)
    try visit.field("licensedBack", &licensedBack)
    try visit.field("owner", &owner)
    try visit.decided("unchecked", &unchecked)
  }
}
