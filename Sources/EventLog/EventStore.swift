import LMDB
import Transparency

/// Streams of events in one gapless order, with the Merkle tree over their lines.
///
/// It knows bytes, not deals. Open a folder once in a process. Any number of threads may read; one
/// writer of its own takes what is submitted, in the order of submission, many commands a commit.
public final class EventStore: Sendable {
  /// The format of the rows and lines, as the table `meta` names it.
  public static let format = "0"
  /// In bytes; the most that a C2SP entry bundle can hold.
  public static let longestLine = 65_535
  public static let mostEvents = 256
  /// In bytes.
  public static let longestDocument = 64 << 20

  /// How the folder of a log is opened.
  public enum Access: Hashable, Sendable {
    case readWrite, readOnly
  }

  private let environment: Environment
  private let tables: Tables
  private let writer: Writer?
  private let commits = CommitSignal()

  /// Opens the log in a folder.
  ///
  /// - Parameters:
  ///   - mapSize: The size in bytes that the log may grow to; it takes address space, not disk.
  ///   - abandoned: Called on the writer's thread when a batch was lost, so that whatever was
  ///     remembered of its decisions can be forgotten.
  public init(
    folder: String, access: Access, mapSize: Int = 256 << 30,
    abandoned: @escaping @Sendable () -> Void = {}
  ) throws(LogFault) {
    (environment, tables) = try Self.open(folder, access, mapSize)
    try Self.requireKnownFormat(environment, tables, folder)
    writer =
      access == .readOnly
      ? nil : Writer(environment, tables, commits: commits, abandoned: abandoned)
    writer?.start()
  }

  deinit { writer?.stop() }

  /// Ends the writer, once it has written what was submitted.
  public func close() { writer?.stop() }

  /// Looks at the log as it stands after the last commit.
  public func withSnapshot<Result: ~Copyable>(
    _ body: (borrowing Snapshot) throws(LogFault) -> Result
  ) throws(LogFault) -> Result {
    let snapshot = try Snapshot(environment, tables)
    return try body(snapshot)
  }

  /// Takes a command, and answers once its events are durable or it is refused.
  public func append(_ submission: Submission) async throws(LogFault) -> AppendOutcome {
    guard let writer else { throw .notWritable }
    let result = await withCheckedContinuation { continuation in
      writer.submit(.append(submission) { continuation.resume(returning: $0) })
    }
    return try result.get()
  }

  /// Takes a command, and calls back on the writer's thread, as `append` answers.
  ///
  /// Commands are decided in the order of the calls, so a sender need not wait between them.
  public func submit(
    _ submission: Submission,
    completion: @escaping @Sendable (Result<AppendOutcome, LogFault>) -> Void
  ) {
    guard let writer else { return completion(.failure(.notWritable)) }
    writer.submit(.append(submission, completion))
  }

  /// Keeps a document, durably.
  public func keep(_ document: Document) async throws(LogFault) {
    try await perform { transaction throws(LogFault) in try transaction.keep(document) }
  }

  /// Keeps a signed tree head, durably. It must be for a tree that this log has committed.
  public func keep(_ checkpoint: StoredCheckpoint) async throws(LogFault) {
    try await perform { transaction throws(LogFault) in try transaction.keep(checkpoint) }
  }

  private func perform(
    _ work: @escaping @Sendable (inout AppendTransaction) throws(LogFault) -> Void
  ) async throws(LogFault) {
    guard let writer else { throw .notWritable }
    let result = await withCheckedContinuation { continuation in
      writer.submit(.work(work) { continuation.resume(returning: $0) })
    }
    try result.get()
  }

  /// Waits until the log has more than `size` events, or the time is over; answers how many it has.
  func waitForEvents(beyond size: UInt64, polling: Duration) async throws -> UInt64 {
    while true {
      let current = try withSnapshot { snapshot throws(LogFault) in try snapshot.size() }
      if current > size { return current }
      try await commits.wait(beyond: size, atMost: polling)
    }
  }

  private static func requireKnownFormat(
    _ environment: Environment, _ tables: Tables, _ folder: String
  ) throws(LogFault) {
    let snapshot = try Snapshot(environment, tables)
    let key = Keys.format
    guard let row = try snapshot.transaction.lookUp(key.span.bytes, in: tables.meta) else {
      throw .notALog(folder: folder)
    }
    let stored = String(decoding: row.copied(), as: UTF8.self)
    guard stored == format else { throw .unknownFormat(stored) }
  }
}
