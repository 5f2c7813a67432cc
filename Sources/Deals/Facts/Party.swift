/// One who takes part in a deal.
public struct Party: Record {
  public var contact = Sealed<Contact?>.blank
  public var country = Country.blank
  public var kind = Sealed<PartyKind?>.blank
  public var name = Text.blank
  public var party = Identifier.blank
  public var region = Sealed<Region?>.blank
  public var role = PartyRole.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("contact", &contact, .personal)
    try visit.field("country", &country)
    try visit.field("kind", &kind, .statistical)
    try visit.field("name", &name)
    try visit.field("party", &party)
    try visit.field("region", &region, .statistical)
    try visit.field("role", &role)
  }
}

/// A person to write to, sealed as a whole under the key of its subject.
public struct Contact: Record {
  public var email: Text?
  public var name: Text?
  public var phone: Text?
  public var subject = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("email", &email)
    try visit.field("name", &name)
    try visit.field("phone", &phone)
    try visit.field("subject", &subject)
  }
}
