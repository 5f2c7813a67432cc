/// What an institution reports of itself for a period.
public struct Indicator: Record {
  /// For an indicator that is money.
  public var amount = Sealed<Money?>.blank
  /// Whether it replaces what was reported for the same period.
  public var corrects: Bool?
  public var country = Country.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var from = Day.blank
  public var indicator = IndicatorCode.blank
  public var institution = Identifier.blank
  public var name: LocalizedText?
  public var source = Text.blank
  public var synthetic: Bool?
  public var to = Day.blank
  /// For an indicator that is a number.
  public var value = Sealed<Decimal?>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .statistical)
    try visit.field("corrects", &corrects)
    try visit.field("country", &country)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("from", &from)
    try visit.field("indicator", &indicator)
    try visit.field("institution", &institution)
    try visit.field("name", &name)
    try visit.field("source", &source)
    try visit.field("synthetic", &synthetic)
    try visit.field("to", &to)
    try visit.field("value", &value, .statistical)
  }
}

/// A figure as somebody published it: a claim, whatever the ledger can prove of it.
public struct PublishedFigure: Record {
  public var asOf = AsOf.blank
  public var comparator = Comparator.blank
  public var evidenceHash = Sealed<Digest?>.blank
  public var figure = Identifier.blank
  /// What the ledger's events give for it; nil where they give nothing.
  public var measure: FigureMeasure?
  /// What to know of the claim.
  public var remark: Text?
  /// Who published it.
  public var source = Text.blank
  public var unit = Text.blank
  public var value = Decimal.blank
  public var what = LocalizedText.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("asOf", &asOf)
    try visit.field("comparator", &comparator)
    try visit.field("evidenceHash", &evidenceHash, .statistical)
    try visit.field("figure", &figure)
    try visit.field("measure", &measure)
    try visit.field("remark", &remark)
    try visit.field("source", &source)
    try visit.field("unit", &unit)
    try visit.field("value", &value)
    try visit.field("what", &what)
  }
}
