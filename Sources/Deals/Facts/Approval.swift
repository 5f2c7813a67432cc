/// A body's consent on behalf of a party.
public struct Approval: Record {
  public var approvedBy = Sealed<Person?>.blank
  public var body = ApprovalBody.blank
  public var party = Identifier.blank
  public var termsHash = Digest.blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("approvedBy", &approvedBy, .personal)
    try visit.field("body", &body)
    try visit.field("party", &party)
    try visit.field("termsHash", &termsHash)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// A body's refusal on behalf of a party.
public struct ApprovalRefusal: Record {
  public var body = ApprovalBody.blank
  public var party = Identifier.blank
  public var reason = Sealed<Text>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("body", &body)
    try visit.field("party", &party)
    try visit.field("reason", &reason, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}

/// An approval that new terms have overtaken.
public struct ApprovalVoiding: Record {
  public var body = ApprovalBody.blank
  public var party = Identifier.blank
  public var termsHash = Digest.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("body", &body)
    try visit.field("party", &party)
    try visit.field("termsHash", &termsHash)
  }
}
