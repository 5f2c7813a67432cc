public import Transparency

/// A command on its way into the log.
public struct Submission: Sendable {
  public var id: CommandID
  public var actor: String
  public var causationID: String?
  public var correlationID: String?
  /// The `source` from these lines on; nil for that of the line before.
  public var source: String?
  /// The legal time, as the command gave it.
  public var occurred: String
  /// The record time, unless the line before has a later one.
  public var time: RecordTime
  /// The `commanddigest` of its lines; the log takes it as it is.
  public var digest: TreeHash
  /// The command as it is to be kept: sealed, and not empty.
  public var request: [UInt8]
  /// What the sender takes streams to be.
  public var expecting: [(stream: StreamName, revision: ExpectedRevision)]
  /// Kept in the same transaction as the events, if there are any.
  public var documents: [Document]
  /// Whether the request that is kept under this id from this sender is this one.
  ///
  /// Like the other two it runs on the writer's thread, so it does not wait for anything.
  public var isSameRequest: @Sendable (_ stored: RawSpan) throws(LogFault) -> Bool
  /// What is kept, sealed and not empty, of an attempt that is refused: the message and the request.
  ///
  /// The attempt has all that is kept of it in the clear, and nothing sealed yet.
  public var sealedRefusal: @Sendable (_ attempt: RefusedAttempt, _ message: String) -> [UInt8]
  /// The decision, made in the transaction that writes, after those of the commands before.
  public var decide: @Sendable (borrowing AppendTransaction) throws(LogFault) -> Verdict

  public init(
    id: CommandID, actor: String, occurred: String, time: RecordTime, digest: TreeHash,
    request: [UInt8], expecting: [(stream: StreamName, revision: ExpectedRevision)] = [],
    documents: [Document] = [],
    isSameRequest: @escaping @Sendable (_ stored: RawSpan) throws(LogFault) -> Bool,
    sealedRefusal: @escaping @Sendable (_ attempt: RefusedAttempt, _ message: String) -> [UInt8],
    decide: @escaping @Sendable (borrowing AppendTransaction) throws(LogFault) -> Verdict
  ) {
    (self.id, self.actor, self.occurred, self.time) = (id, actor, occurred, time)
    (self.digest, self.request, self.expecting) = (digest, request, expecting)
    (self.documents, self.isSameRequest) = (documents, isSameRequest)
    (self.sealedRefusal, self.decide) = (sealedRefusal, decide)
  }
}

/// Sealed bytes that belong to a stream: the terms behind a hash.
public struct Document: Hashable, Sendable {
  public let stream: StreamName
  public let sealed: [UInt8]
  /// The SHA-256 of what was sealed; the log takes it as it is.
  public let digest: TreeHash

  public init(sealed: [UInt8], digest: TreeHash, under stream: StreamName) throws(LogFault) {
    guard sealed.count <= EventStore.longestSealedDocument else {
      throw .documentTooLong(sealed.count)
    }
    (self.sealed, self.digest, self.stream) = (sealed, digest, stream)
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
