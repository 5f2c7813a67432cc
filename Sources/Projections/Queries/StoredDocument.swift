/// A deal's document as the read models hold it.
public struct StoredDocument: Hashable, Sendable {
  public let deal: String
  public let revision: Int
  /// The place of the deal's last event among all events.
  public let position: Int
  /// See `DealDocument.json`.
  public let json: String
}
