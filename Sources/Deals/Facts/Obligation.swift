/// Something owed under the terms.
public struct ObligationSchedule: Record {
  public var amount = Sealed<Money?>.blank
  public var clause: Text?
  public var creditor = Identifier.blank
  public var debtor = Identifier.blank
  public var description = Sealed<Text?>.blank
  public var dueOn: Day?
  public var kind = ObligationKind.blank
  public var obligation = Identifier.blank
  public var rate = Sealed<Decimal?>.blank
  public var recurrence: Recurrence?
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .parties)
    try visit.field("clause", &clause)
    try visit.field("creditor", &creditor)
    try visit.field("debtor", &debtor)
    try visit.field("description", &description, .parties)
    try visit.field("dueOn", &dueOn)
    try visit.field("kind", &kind)
    try visit.field("obligation", &obligation)
    try visit.field("rate", &rate, .parties)
    try visit.field("recurrence", &recurrence)
    try visit.decided("unchecked", &unchecked)
  }
}

/// What a debtor says was done.
public struct Delivery: Record {
  public var deliveredOn: Day?
  public var evidenceHashes = Sealed<[Digest]?>.blank
  public var obligation = Identifier.blank
  public var quantity = Sealed<Count?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("deliveredOn", &deliveredOn)
    try visit.field("evidenceHashes", &evidenceHashes, .parties)
    try visit.field("obligation", &obligation)
    try visit.field("quantity", &quantity, .statistical)
  }
}

/// A creditor's acceptance.
public struct DeliveryAcceptance: Record {
  public var certificateHash = Sealed<Digest?>.blank
  public var obligation = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("certificateHash", &certificateHash, .parties)
    try visit.field("obligation", &obligation)
  }
}

/// A creditor's rejection.
public struct DeliveryRejection: Record {
  public var cureBy: Day?
  public var obligation = Identifier.blank
  public var reason = Sealed<Text>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("cureBy", &cureBy)
    try visit.field("obligation", &obligation)
    try visit.field("reason", &reason, .parties)
  }
}
