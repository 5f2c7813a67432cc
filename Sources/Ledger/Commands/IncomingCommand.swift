public import Transparency

/// A command as it arrives, with what comes beside it.
public struct IncomingCommand: Sendable {
  /// One JSON object.
  public var bytes: [UInt8]
  /// Whose command it is, as far as idempotency goes.
  public var sender: String
  /// Who sends what comes from the command line.
  public static let `operator` = "operator"
  /// Where it comes from, so that it has an id if it names none itself.
  public var origin: Origin?
  /// The document that it offers, where that came beside it.
  public var document: [UInt8]?

  public init(
    _ bytes: [UInt8], from sender: String = Self.operator, origin: Origin? = nil,
    document: [UInt8]? = nil
  ) {
    (self.bytes, self.sender, self.origin, self.document) = (bytes, sender, origin, document)
  }

  /// A place in something that may be sent again, and is then repeated and not doubled.
  public struct Origin: Hashable, Sendable {
    /// A digest of the whole, which may hold what nobody should guess: the id does not show it.
    public var digest: TreeHash
    /// The command's number in it.
    public var number: Int

    public init(digest: TreeHash, number: Int) { (self.digest, self.number) = (digest, number) }
  }
}
