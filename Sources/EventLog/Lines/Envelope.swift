public import Transparency

/// What a line says about its event beside the event's own data (CloudEvents 1.0 attributes).
public struct Envelope: Hashable, Sendable {
  /// In what capacity somebody acted, never a person: `registrar`, or `party:caih`.
  public var actor: String
  public var causationID: String?
  /// See `Submission.digest`.
  public var commandDigest: TreeHash
  public var commandID: String
  public var correlationID: String?
  /// The `id` of CloudEvents.
  public var position: GlobalPosition
  /// The legal time, as the command gave it.
  public var occurred: String
  public var revision: StreamRevision
  /// `/ledgers/<id>/<epoch>`.
  public var source: String
  /// The `subject` of CloudEvents.
  public var stream: StreamName
  /// The record time.
  public var time: RecordTime
  public var type: String
}

/// An event before it has its place: its type and its data, canonical JSON.
public struct NewEvent: Hashable, Sendable {
  public let type: String
  public let data: [UInt8]
  /// What is sealed of the event, kept beside its line; empty where nothing is.
  public let vault: [UInt8]

  public init(type: String, data: [UInt8], vault: [UInt8] = []) {
    (self.type, self.data, self.vault) = (type, data, vault)
  }
}
