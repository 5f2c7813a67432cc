/// An organisation that joins the network.
public struct MemberJoining: Record {
  public var country = Country.blank
  /// The document that shows it, where one is at hand.
  public var evidenceHash = Sealed<Digest?>.blank
  public var joinedOn = Day.blank
  public var kind = NetworkMemberKind.blank
  public var member = Identifier.blank
  public var name = LocalizedText.blank
  public var region: Region?
  /// Who says so.
  public var source: Text?
  /// Whether it is invented, for a demonstration.
  public var synthetic: Bool?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("country", &country)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("joinedOn", &joinedOn)
    try visit.field("kind", &kind)
    try visit.field("member", &member)
    try visit.field("name", &name)
    try visit.field("region", &region)
    try visit.field("source", &source)
    try visit.field("synthetic", &synthetic)
  }
}

/// A member that leaves the network.
public struct MemberLeaving: Record {
  public var evidenceHash = Sealed<Digest?>.blank
  public var leftOn = Day.blank
  public var member = Identifier.blank
  public var source: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("leftOn", &leftOn)
    try visit.field("member", &member)
    try visit.field("source", &source)
  }
}

/// A mechanism or working group between two governments.
public struct MechanismEstablishment: Record {
  /// The authority on the other side.
  public var counterpart: LocalizedText?
  /// The country on the other side.
  public var country = Country.blank
  public var establishedOn = Day.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var kind = MechanismKind.blank
  public var mechanism = Identifier.blank
  public var name: LocalizedText?
  public var source: Text?
  public var synthetic: Bool?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("counterpart", &counterpart)
    try visit.field("country", &country)
    try visit.field("establishedOn", &establishedOn)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("kind", &kind)
    try visit.field("mechanism", &mechanism)
    try visit.field("name", &name)
    try visit.field("source", &source)
    try visit.field("synthetic", &synthetic)
  }
}

/// The end of a mechanism or working group.
public struct MechanismEnding: Record {
  public var endedOn = Day.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var mechanism = Identifier.blank
  public var source: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("endedOn", &endedOn)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("mechanism", &mechanism)
    try visit.field("source", &source)
  }
}
