/// A command as it arrives, with what comes beside it.
public struct IncomingCommand: Sendable {
  /// One JSON object.
  public var bytes: [UInt8]
  /// Whose command it is, as far as idempotency goes.
  public var sender: String
  /// The id that it has if it names none itself.
  public var defaultID: String?
  /// The document that it offers, where that came beside it.
  public var document: [UInt8]?

  public init(
    _ bytes: [UInt8], from sender: String = "operator", defaultID: String? = nil,
    document: [UInt8]? = nil
  ) {
    (self.bytes, self.sender, self.defaultID, self.document) = (bytes, sender, defaultID, document)
  }
}
