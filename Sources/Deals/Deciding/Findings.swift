/// What a decision is told beyond the request and the state.
///
/// Stored with the request, and fed back when a replay decides again: a decision has no other
/// source of facts.
public struct Findings: Record {
  /// Whether the signature's bytes verify under a registered key of the party.
  public var assurance: Assurance?
  /// SHA-256 of the document that came with the command.
  public var documentHash: Digest?
  /// The key under which a signature verifies, or the thumbprint of a key to be registered.
  public var keyId: Text?
  /// The ledger's own clock.
  public var now = Instant.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("assurance", &assurance)
    try visit.field("documentHash", &documentHash)
    try visit.field("keyId", &keyId)
    try visit.field("now", &now)
  }
}
