/// One who takes part in a deal.
public struct Party: Record {
  public var contact = Sealed<Contact?>.blank
  public var country = Country.blank
  public var kind = Sealed<PartyKind?>.blank
  public var givenName = Text.blank
  /// The name of an organisation; nil where the party is a natural person.
  public var name: Text?
  public var party = Identifier.blank
  /// The natural person that the party is.
  public var person = Sealed<NaturalPerson?>.blank
  public var region = Sealed<Region?>.blank
  public var role = PartyRole.blank
  public var size = Sealed<PartySize?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("contact", &contact, .personal)
    try visit.field("country", &country)
    try visit.field("kind", &kind, .statistical)
    try visit.asked("name", &givenName)
    try visit.decided("name", &name)
    try visit.field("party", &party)
    try visit.decided("person", &person, .personal)
    try visit.field("region", &region, .statistical)
    try visit.field("role", &role)
    try visit.field("size", &size, .statistical, since: 2)
  }

  /// The party as its event records it: a person's name is for those who may know it.
  public var recorded: Party {
    var party = self
    party.givenName = .blank
    if kind.value == .naturalPerson {
      party.person = .opened(NaturalPerson(name: givenName, subject: self.party))
    } else {
      party.name = givenName
    }
    return party
  }
}

/// A person who is a party, under the party's own id.
public struct NaturalPerson: Record {
  public var name = Text.blank
  public var subject = Identifier.blank

  public init() {}

  init(name: Text, subject: Identifier) { (self.name, self.subject) = (name, subject) }

  @inlinable public var dataSubject: String? { subject.text }

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("name", &name)
    try visit.field("subject", &subject)
  }
}

/// A person to write to, sealed as a whole under the key of its subject.
public struct Contact: Record {
  public var email: Text?
  public var name: Text?
  public var phone: Text?
  public var subject = Identifier.blank

  public init() {}

  @inlinable public var dataSubject: String? { subject.text }

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("email", &email)
    try visit.field("name", &name)
    try visit.field("phone", &phone)
    try visit.field("subject", &subject)
  }
}
