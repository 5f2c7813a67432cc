/// A forum, a matchmaking or a consultation, with what its organisers counted.
public struct Gathering: Record {
  public var agreements: Count?
  public var country = Country.blank
  /// The how-manieth of its series.
  public var edition: Count?
  public var enterprises: Count?
  public var evidenceHash = Sealed<Digest?>.blank
  public var from = Day.blank
  public var gathering = Identifier.blank
  public var kind = GatheringKind.blank
  public var name = LocalizedText.blank
  public var projects: Count?
  public var source: Text?
  public var synthetic: Bool?
  public var to = Day.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("agreements", &agreements)
    try visit.field("country", &country)
    try visit.field("edition", &edition)
    try visit.field("enterprises", &enterprises)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("from", &from)
    try visit.field("gathering", &gathering)
    try visit.field("kind", &kind)
    try visit.field("name", &name)
    try visit.field("projects", &projects)
    try visit.field("source", &source)
    try visit.field("synthetic", &synthetic)
    try visit.field("to", &to)
  }
}

/// A course or a stay abroad as numbers alone: who took part is nobody's business here.
public struct Training: Record {
  /// How many days it had.
  public var days: Count = 0
  public var evidenceHash = Sealed<Digest?>.blank
  /// Where in the network it took place.
  public var facility: Identifier?
  public var from = Day.blank
  /// Where those who took part came from.
  public var homeCountry = Country.blank
  public var hostCountry = Country.blank
  public var persons: Count = 0
  /// How many of them were placed in work or research after it.
  public var placements: Count?
  public var programme = Text.blank
  public var sector: NetworkSector?
  public var source: Text?
  /// How many companies came of it.
  public var startups: Count?
  public var synthetic: Bool?
  public var to = Day.blank
  public var training = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("days", &days)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("facility", &facility)
    try visit.field("from", &from)
    try visit.field("homeCountry", &homeCountry)
    try visit.field("hostCountry", &hostCountry)
    try visit.field("persons", &persons)
    try visit.field("placements", &placements)
    try visit.field("programme", &programme)
    try visit.field("sector", &sector)
    try visit.field("source", &source)
    try visit.field("startups", &startups)
    try visit.field("synthetic", &synthetic)
    try visit.field("to", &to)
    try visit.field("training", &training)
  }
}
