import LMDB
import Synchronization
import Transparency

/// Streams of events in one gapless order, with the Merkle tree over their lines.
///
/// It knows bytes, not deals, and what is sealed it keeps as it comes. Open a folder once in a process. Any number of threads may read; one
/// writer of its own takes what is submitted, in the order of submission, many commands a commit.
public final class EventStore: Sendable {
  /// The format of the rows and lines, as the table `meta` names it.
  public static let format = "1"
  /// In bytes; the most that a C2SP entry bundle can hold.
  public static let longestLine = 65_535
  public static let mostEvents = 256
  /// In bytes, before it is sealed.
  public static let longestDocument = 64 << 20
  /// In bytes; leaves room for what sealing adds.
  public static let longestSealedDocument = longestDocument + 1024

  /// How the folder of a log is opened.
  public enum Access: Hashable, Sendable {
    case readWrite, readOnly
  }

  /// Nil once it was closed.
  private let environment: Mutex<Environment?>
  private let tables: Tables
  private let writer: Writer?
  private let commits = CommitSignal()

  /// Opens the log in a folder.
  ///
  /// It may grow to `mapSize` bytes, which take address space, not disk. Both of the others are called
  /// on the writer's thread:
  ///
  /// - `abandoned` when a batch was lost, so that whatever was remembered of its decisions can be
  ///   forgotten.
  /// - `securing` before each commit that writes something, so that what the batch depends on
  ///   elsewhere, such as its keys, is durable by then. What it throws loses the batch.
  public init(
    folder: String, access: Access, mapSize: Int = 256 << 30,
    abandoned: @escaping @Sendable () -> Void = {},
    securing: @escaping @Sendable () throws(LogFault) -> Void = {}
  ) throws(LogFault) {
    let (environment, tables) = try Self.open(folder, access, mapSize)
    self.environment = Mutex(environment)
    self.tables = tables
    writer =
      access == .readOnly
      ? nil
      : Writer(environment, tables, commits: commits, abandoned: abandoned, securing: securing)
    writer?.start()
  }

  deinit { close() }

  /// Writes what was submitted, and gives the folder free: it can be opened again.
  ///
  /// Blocks until the last batch is durable and answered, as does dropping a log that was not
  /// closed. A snapshot that another thread looks at keeps the folder until it ends. Whatever is
  /// asked for later throws `closed`. On the writer's thread, as in a completion, it does not wait.
  public func close() {
    writer?.close()
    _ = environment.withLock { $0.take() }
    commits.signal(size: .max)
  }

  /// Looks at the log as it stands after the last commit.
  public func withSnapshot<Result: ~Copyable>(
    _ body: (borrowing Snapshot) throws(LogFault) -> Result
  ) throws(LogFault) -> Result {
    let snapshot = try Snapshot(requireOpen(), tables)
    return try body(snapshot)
  }

  func requireOpen() throws(LogFault) -> Environment {
    guard let environment = environment.withLock({ $0 }) else { throw .closed }
    return environment
  }

  /// Takes a command, and answers once its events are durable or it is refused.
  public func append(_ submission: Submission) async throws(LogFault) -> AppendOutcome {
    guard let writer else { throw .notWritable }
    let result = await withCheckedContinuation { continuation in
      writer.submit(.batched(.append(submission) { continuation.resume(returning: $0) }))
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
    writer.submit(.batched(.append(submission, completion)))
  }

  /// Keeps a document, durably.
  public func keep(_ document: Document) async throws(LogFault) {
    try await perform { transaction throws(AppendFault) in
      do throws(LogFault) {
        try transaction.keep(document)
      } catch {
        throw .ofBatch(error)
      }
    }
  }

  /// Keeps a signed tree head, durably.
  ///
  /// It must be for a tree that this log has committed, and not before one that is kept.
  public func keep(_ checkpoint: StoredCheckpoint) async throws(LogFault) {
    try await perform { transaction throws(AppendFault) in try transaction.keep(checkpoint) }
  }

  /// Does something on the writer's thread between two batches, while no transaction is open.
  ///
  /// What was submitted before is durable by then, or has failed; what is submitted later waits. So
  /// does everybody who appends: keep it short. It may look at snapshots, and waits for no append.
  public func betweenBatches(_ work: @escaping @Sendable () -> Void) async throws(LogFault) {
    guard let writer else { throw .notWritable }
    let result = await withCheckedContinuation { continuation in
      writer.submit(.betweenBatches(work) { continuation.resume(returning: $0) })
    }
    try result.get()
  }

  private func perform(
    _ work: @escaping @Sendable (inout AppendTransaction) throws(AppendFault) -> Void
  ) async throws(LogFault) {
    guard let writer else { throw .notWritable }
    let result = await withCheckedContinuation { continuation in
      writer.submit(.batched(.work(work) { continuation.resume(returning: $0) }))
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
}
