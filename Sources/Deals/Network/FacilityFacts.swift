/// A laboratory, centre, park or platform, as it is planned or as it opens.
public struct FacilityDescription: Record {
  /// Where it stands; nil where no source says.
  public var country: Country?
  public var equipmentValue = Sealed<Money?>.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var facility = Identifier.blank
  public var kind = FacilityKind.blank
  public var level = FacilityLevel.blank
  public var name = LocalizedText.blank
  /// The day on which it was agreed upon, or opened.
  public var on = Day.blank
  public var sector: NetworkSector?
  public var source: Text?
  /// The province whose bodies set it up, such as CN-GX.
  public var sponsorRegion: Region?
  public var synthetic: Bool?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("country", &country)
    try visit.field("equipmentValue", &equipmentValue, .statistical)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("facility", &facility)
    try visit.field("kind", &kind)
    try visit.field("level", &level)
    try visit.field("name", &name)
    try visit.field("on", &on)
    try visit.field("sector", &sector)
    try visit.field("source", &source)
    try visit.field("sponsorRegion", &sponsorRegion)
    try visit.field("synthetic", &synthetic)
  }
}

/// The end of a facility, whether it had opened or was only planned.
public struct FacilityClosing: Record {
  public var evidenceHash = Sealed<Digest?>.blank
  public var facility = Identifier.blank
  public var on = Day.blank
  public var source: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("facility", &facility)
    try visit.field("on", &on)
    try visit.field("source", &source)
  }
}
