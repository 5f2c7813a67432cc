/// A pause.
public struct Suspension: Record {
  public var ground = Sealed<Text>.blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("ground", &ground, .parties)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// The end of a pause.
public struct Resumption: Record {
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("unchecked", &unchecked)
  }
}

/// A party's notice that the deal will end.
public struct TerminationNotice: Record {
  public var cureBy: Day?
  public var ground = TerminationGround.blank
  public var notice = Identifier.blank
  public var takesEffectOn = Day.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("cureBy", &cureBy)
    try visit.field("ground", &ground)
    try visit.field("notice", &notice)
    try visit.field("takesEffectOn", &takesEffectOn)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The breach behind a notice made good.
public struct BreachCure: Record {
  public var evidenceHash = Sealed<Digest?>.blank
  public var notice = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("evidenceHash", &evidenceHash, .parties)
    try visit.field("notice", &notice)
  }
}

/// The end before the term.
public struct Termination: Record {
  public var ground = Sealed<Text>.blank
  public var mutual: Bool?
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("ground", &ground, .statistical)
    try visit.field("mutual", &mutual)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The end of the term.
public struct Expiry: Record {
  public var expiredOn: Day?
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("expiredOn", &expiredOn)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The last word on a deal, with its accounts.
public struct Closing: Record {
  public var finalAccount = Sealed<[AccountLine]?>.blank
  public var outcome = ClosingOutcome.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("finalAccount", &finalAccount, .parties)
    try visit.field("outcome", &outcome)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What one party owed and paid.
public struct AccountLine: Record {
  public var due = Money.blank
  public var paid = Money.blank
  public var party = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("due", &due)
    try visit.field("paid", &paid)
    try visit.field("party", &party)
  }
}
