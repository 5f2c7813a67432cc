/// A party's signature over the hash of one version.
public struct Signature: Record {
  public var assurance = Assurance.blank
  public var format = SignatureFormat.blank
  public var keyId: Text?
  public var party = Identifier.blank
  public var place = Sealed<Text?>.blank
  public var signature = Sealed<SignatureText?>.blank
  public var signedOn = Day.blank
  public var termsHash = Digest.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.decided("assurance", &assurance)
    try visit.field("format", &format)
    try visit.decided("keyId", &keyId)
    try visit.field("party", &party)
    try visit.field("place", &place, .parties)
    try visit.field("signature", &signature, .parties)
    try visit.field("signedOn", &signedOn)
    try visit.field("termsHash", &termsHash)
    try visit.decided("unchecked", &unchecked)
  }
}

/// A signature that a redline has voided.
public struct SignatureVoiding: Record {
  public var party = Identifier.blank
  public var termsHash = Digest.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("party", &party)
    try visit.field("termsHash", &termsHash)
  }
}

/// The day from which the deal binds.
public struct Effect: Record {
  public var effectiveOn = Day.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("effectiveOn", &effectiveOn)
    try visit.decided("unchecked", &unchecked)
  }
}

/// The end of a signed deal that never took effect.
public struct Rescission: Record {
  public var basis = Sealed<Text>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("basis", &basis, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}
