/// A party's key, as a registrar enters it.
public struct KeyRegistration: Record {
  public var key = JSONWebKey.blank
  /// The thumbprint of the key (RFC 7638).
  public var keyId = Text.blank
  public var party = Identifier.blank
  public var validFrom: Day?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("key", &key)
    try visit.decided("keyId", &keyId)
    try visit.field("party", &party)
    try visit.field("validFrom", &validFrom)
    try visit.field("validUntil", &validUntil)
  }
}

/// The end of a key before its time.
public struct KeyRevocation: Record {
  public var keyId = Text.blank
  public var party = Identifier.blank
  public var reason = Sealed<Text>.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("keyId", &keyId)
    try visit.field("party", &party)
    try visit.field("reason", &reason, .parties)
  }
}
