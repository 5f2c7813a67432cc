public import Transparency

/// A command on its way into the log.
public struct Submission: Sendable {
  public var id: CommandID
  public var actor: String
  public var causationID: String?
  public var correlationID: String?
  /// The legal time, as the command gave it.
  public var occurred: String
  /// The record time, unless the line before has a later one.
  public var time: RecordTime
  /// The command as it was received.
  public var request: [UInt8]
  /// What the decision is told beyond the request and what the log holds.
  public var findings: [UInt8]
  /// What the sender takes streams to be.
  public var expecting: [(stream: StreamName, revision: ExpectedRevision)]
  /// Kept in the same transaction as the events, if there are any.
  public var documents: [Document]
  /// The decision, made in the transaction that writes, after those of the commands before.
  ///
  /// It runs on the writer's thread, so it does not wait for anything.
  public var decide: @Sendable (borrowing AppendTransaction) throws(LogFault) -> Verdict

  public init(
    id: CommandID, actor: String, occurred: String, time: RecordTime, request: [UInt8],
    findings: [UInt8], expecting: [(stream: StreamName, revision: ExpectedRevision)] = [],
    documents: [Document] = [],
    decide: @escaping @Sendable (borrowing AppendTransaction) throws(LogFault) -> Verdict
  ) {
    (self.id, self.actor, self.occurred, self.time) = (id, actor, occurred, time)
    (self.request, self.findings, self.expecting) = (request, findings, expecting)
    (self.documents, self.decide) = (documents, decide)
  }
}

/// Bytes that belong to a stream: the terms behind a hash.
public struct Document: Hashable, Sendable {
  public let stream: StreamName
  public let bytes: [UInt8]
  public let digest: TreeHash

  public init(_ bytes: [UInt8], under stream: StreamName) throws(LogFault) {
    guard bytes.count <= EventStore.longestDocument else { throw .documentTooLong(bytes.count) }
    (self.bytes, self.stream) = (bytes, stream)
    digest = .sha256(bytes.span.bytes)
  }
}

/// What a command comes to.
public enum Verdict: Sendable {
  /// These events, at least one of them, each list at the end of its stream.
  case append([(stream: StreamName, events: [NewEvent])])
  /// It may not happen. The attempt is kept in the table of refusals, and its id stays free.
  case refuse(code: String, message: String)
  /// What was found before the queue holds no longer; find it again and submit again.
  case findAgain
}
