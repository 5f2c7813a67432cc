/// Why the log could not do what it was asked.
///
/// A conflict is none of these: it is an answer (`AppendOutcome`).
public enum LogFault: Error, Hashable, Sendable {
  /// The store refused.
  case storage(StorageFault)
  /// There is no log in the folder. Check the path, or make one.
  case notALog(folder: String)
  /// There is something in the folder where a log was to be made. Choose another.
  case alreadyThere(folder: String)
  /// Another version of this program wrote the log. Use that version, or a newer one; a log of
  /// format 0, which was never released, is made anew from its command files.
  case unknownFormat(String)
  /// Something stored is not what the log ever writes. Run the replay, and restore.
  case damaged(String)
  /// A name holds a byte that a line's envelope cannot.
  case malformedName(String)
  /// A decision's event, or its command's attributes, do not make a line. Mend the decision.
  case malformedLine(LineFault)
  /// A decision came to no events, and was no refusal. Mend the decision.
  case noEvents
  /// A line came to this many bytes, more than `EventStore.longestLine`.
  case lineTooLong(Int)
  /// One command came to this many events, more than `EventStore.mostEvents`.
  case tooManyEvents(Int)
  /// A document has this many bytes, more than `EventStore.longestDocument`, or sealed more than
  /// `EventStore.longestSealedDocument`.
  case documentTooLong(Int)
  /// What is to be kept sealed came as no bytes at all. Mend the sealing.
  case nothingSealed
  /// What a batch depends on outside the log could not be made durable, and why; nothing of the
  /// batch was written. Mend that, and submit again.
  case notSecured(String)
  /// A write failed half-way, and its outcome is unknown. Start the process anew; the command's id
  /// tells whether it was recorded.
  case stopped(StorageFault)
  /// A checkpoint is for more events than there are, or for fewer than one that is kept.
  case checkpointOutOfPlace(size: UInt64)
  /// The log is open for reading only.
  case notWritable
  /// The log was closed. Open it again.
  case closed
}

extension LogFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .storage(let error): "\(error)"
    case .notALog(let folder): "there is no ledger's log in \(folder)"
    case .alreadyThere(let folder): "\(folder) is there already"
    case .unknownFormat(let format):
      "the log has format \(format.prefix(20)), and this program knows format "
        + "\(EventStore.format): \(Self.wayOut(ofFormat: format))"
    case .damaged(let what): "the log is damaged: \(what)"
    case .malformedName(let name):
      "\"\(name.prefix(80))\" cannot be a name: use A-Z a-z 0-9 . _ - (and : in an id)"
    case .malformedLine(let fault): "the event does not make a line: \(fault)"
    case .noEvents: "the decision came to no events"
    case .lineTooLong(let bytes):
      "the event would take \(bytes) bytes, and a line holds \(EventStore.longestLine)"
    case .tooManyEvents(let count):
      "the command comes to \(count) events, and at most \(EventStore.mostEvents) go together"
    case .documentTooLong(let bytes):
      "the document has \(bytes) bytes, and the ledger keeps up to \(EventStore.longestDocument)"
    case .nothingSealed: "a request or a refusal was sealed as no bytes at all"
    case .notSecured(let why):
      "nothing was written, since what it depends on could not be made durable: \(why)"
    case .stopped(let error):
      "the log stopped, since a write failed and its outcome is unknown (\(error))"
    case .checkpointOutOfPlace(let size):
      "a checkpoint for \(size) events lies beyond the log, or before one that is kept"
    case .notWritable: "the log is open for reading only"
    case .closed: "the log was closed"
    }
  }

  private static func wayOut(ofFormat format: String) -> String {
    format == "0"
      ? "format 0 held values in the clear and was never released; submit its command files to a "
        + "new ledger"
      : "use the version that wrote it, or a newer one"
  }
}
