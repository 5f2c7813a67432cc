/// New terms for a deal in force.
public struct AmendmentProposal: Record {
  public var amendment = Identifier.blank
  public var baseTermsHash = Digest.blank
  public var description = Sealed<Text?>.blank
  public var effectiveFrom: Day?
  public var newTermsHash = Digest.blank
  public var redline: [Redline]?
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amendment", &amendment)
    try visit.field("baseTermsHash", &baseTermsHash)
    try visit.field("description", &description, .parties)
    try visit.field("effectiveFrom", &effectiveFrom)
    try visit.field("newTermsHash", &newTermsHash)
    try visit.field("redline", &redline)
    try visit.decided("unchecked", &unchecked)
  }
}

/// A party's signature over an amendment.
public struct AmendmentSignature: Record {
  public var amendment = Identifier.blank
  public var assurance = Assurance.blank
  public var keyId: Text?
  public var party = Identifier.blank
  public var signature = Sealed<SignatureText?>.blank
  public var termsHash = Digest.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amendment", &amendment)
    try visit.decided("assurance", &assurance)
    try visit.decided("keyId", &keyId)
    try visit.field("party", &party)
    try visit.field("signature", &signature, .parties)
    try visit.field("termsHash", &termsHash)
    try visit.decided("unchecked", &unchecked)
  }
}

/// An amendment that every party has signed.
public struct AmendmentConclusion: Record {
  public var amendment = Identifier.blank
  public var effectiveFrom: Day?
  public var termsHash = Digest.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amendment", &amendment)
    try visit.field("effectiveFrom", &effectiveFrom)
    try visit.field("termsHash", &termsHash)
  }
}

/// An amendment by its id.
public struct AmendmentReference: Record {
  public var amendment = Identifier.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("amendment", &amendment)
  }
}
