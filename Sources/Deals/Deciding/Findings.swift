/// What a decision is told beyond the request and the state.
///
/// Stored with the request, and fed back when a replay decides again: a decision has no other
/// source of facts.
public struct Findings: Record {
  /// Whether the signature's bytes verify under a registered key of the party.
  public var assurance: Assurance?
  /// SHA-256 of the document that came with the command.
  public var documentHash: Digest?
  /// What the ledger put into a document of its own making, so that nobody guesses it by its hash.
  public var documentNonce: Text?
  /// The key under which a signature verifies, or the thumbprint of a key to be registered.
  public var keyId: Text?
  /// The ledger's own clock.
  public var now = Instant.blank
  /// Who sent the command, as the ledger knows them; nil where an early version decided.
  ///
  /// Nothing is decided by it: it binds the row of `commands` to what the line's digest covers.
  public var sender: Text?
  /// What is held of the person whose data are to be erased.
  public var subject: SubjectFindings?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("assurance", &assurance)
    try visit.field("documentHash", &documentHash)
    try visit.field("documentNonce", &documentNonce)
    try visit.field("keyId", &keyId)
    try visit.field("now", &now)
    try visit.field("sender", &sender)
    try visit.field("subject", &subject)
  }
}

/// What the whole ledger, not the one deal, says about a person.
public struct SubjectFindings: Record {
  /// The legal holds in other deals that cover the person, each as `<deal>/<hold>`.
  public var heldBy: [Text]?
  /// Whether values of the person are held.
  public var isHeld = Bool.blank
  /// The end of the ledger's retention floor for them.
  public var retainedUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("heldBy", &heldBy)
    try visit.field("isHeld", &isHeld)
    try visit.field("retainedUntil", &retainedUntil)
  }
}
