/// In what capacity somebody acts.
@frozen public enum ActorRole: String, CodeList {
  case party, broker, approver, signatory, registrar, auditor, privacyOfficer, system

  @inlinable public static var blank: ActorRole { .system }
}

/// Who asks, as asserted by the operator until clients sign their commands.
public struct Actor: Record {
  /// The party for which the actor acts.
  public var party: Identifier?
  public var person = Sealed<Person?>.blank
  public var role = ActorRole.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("party", &party)
    try visit.field("person", &person, .personal)
    try visit.field("role", &role)
  }

  /// How the actor stands in a line: `registrar`, or `party:caih`.
  public var text: String { party.map { "\(role.rawValue):\($0)" } ?? role.rawValue }
}
