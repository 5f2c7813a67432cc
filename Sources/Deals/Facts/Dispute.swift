/// A claim of one party against another.
public struct DisputeRaising: Record {
  public var amount = Sealed<Money?>.blank
  public var claimPaths = Sealed<[Text]?>.blank
  public var dispute = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .parties)
    try visit.field("claimPaths", &claimPaths, .parties)
    try visit.field("dispute", &dispute)
  }
}

/// The step of a dispute to a later tier.
public struct DisputeEscalation: Record {
  public var dispute = Identifier.blank
  public var forum = Text.blank
  public var seat = Text.blank
  public var tier = DisputeTier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("dispute", &dispute)
    try visit.field("forum", &forum)
    try visit.field("seat", &seat)
    try visit.field("tier", &tier)
  }
}

/// The end of a dispute by agreement.
public struct DisputeSettlement: Record {
  public var amount = Sealed<Money?>.blank
  public var dispute = Identifier.blank
  public var settlementHash = Digest.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amount", &amount, .parties)
    try visit.field("dispute", &dispute)
    try visit.field("settlementHash", &settlementHash)
  }
}

/// The end of a dispute by decision.
public struct Award: Record {
  public var awardReference = Sealed<Text?>.blank
  public var dispute = Identifier.blank
  public var holding = Sealed<Text>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("awardReference", &awardReference, .parties)
    try visit.field("dispute", &dispute)
    try visit.field("holding", &holding, .parties)
  }
}
