import Foundation
import LMDB
import Synchronization
import Transparency

/// The one writer: a thread that takes what is submitted, and commits many commands at once.
///
/// One thread, since LMDB's write lock belongs to a thread and `fdatasync` should not hold up the
/// threads that Swift's tasks share.
final class Writer: Sendable {
  enum Job: Sendable {
    case append(Submission, @Sendable (Result<AppendOutcome, LogFault>) -> Void)
    case work(
      @Sendable (inout AppendTransaction) throws(LogFault) -> Void,
      @Sendable (Result<Void, LogFault>) -> Void)
  }

  private struct State {
    var queue: [Job] = []
    var isStopping = false
    /// Why nothing more is written, once a write has failed half-way.
    var failure: LMDBError?
  }

  /// So that a batch, which is lost as one, stays small beside what a second brings.
  private static let largestBatch = 1024
  private static let readerCheckInterval: TimeInterval = 30

  private let environment: Environment
  private let tables: Tables
  private let commits: CommitSignal
  private let abandoned: @Sendable () -> Void
  private let state = Mutex(State())
  private let wakeUp = NSCondition()

  init(
    _ environment: Environment, _ tables: Tables, commits: CommitSignal,
    abandoned: @escaping @Sendable () -> Void
  ) {
    (self.environment, self.tables, self.commits) = (environment, tables, commits)
    self.abandoned = abandoned
  }

  func start() {
    let thread = Thread { [self] in run() }
    thread.name = "dealledger-writer"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Ends the thread once it has written what was submitted.
  func stop() {
    state.withLock { $0.isStopping = true }
    signal()
  }

  func submit(_ job: Job) {
    let failure = state.withLock { state in
      if state.failure == nil { state.queue.append(job) }
      return state.failure
    }
    if let failure { return job.fail(.stopped(failure)) }
    signal()
  }

  private func signal() {
    wakeUp.lock()
    wakeUp.signal()
    wakeUp.unlock()
  }

  private func run() {
    var tail: Tail?
    while let batch = nextBatch() {
      if batch.isEmpty {
        _ = try? environment.clearStaleReaders()
      } else {
        tail = write(batch, after: tail)
      }
    }
  }

  /// What is to be written next; nothing when it is time to look for dead readers; nil at the end.
  private func nextBatch() -> [Job]? {
    wakeUp.lock()
    defer { wakeUp.unlock() }
    while true {
      let (batch, isOver) = state.withLock { state in
        let batch = Array(state.queue.prefix(Self.largestBatch))
        state.queue.removeFirst(batch.count)
        return (batch, batch.isEmpty && state.isStopping)
      }
      if isOver { return nil }
      if !batch.isEmpty { return batch }
      let deadline = Date(timeIntervalSinceNow: Self.readerCheckInterval)
      if !wakeUp.wait(until: deadline) { return [] }
    }
  }

  /// Writes a batch as one transaction, and only then answers; nil where the batch was lost.
  private func write(_ batch: [Job], after known: Tail?) -> Tail? {
    do throws(LogFault) {
      var transaction = try AppendTransaction(environment, tables, after: known)
      var answers: [() -> Void] = []
      for job in batch { answers.append(try job.run(in: &transaction)) }
      let tail = try transaction.commit()
      commits.signal(size: tail.edge.size)
      for answer in answers { answer() }
      return tail
    } catch {
      fail(batch, error)
      return nil
    }
  }

  private func fail(_ batch: [Job], _ fault: LogFault) {
    abandoned()
    let waiting: [Job] = state.withLock { state in
      guard case .stopped(let error) = fault.stoppingIfFatal else { return [] }
      state.failure = error
      defer { state.queue = [] }
      return state.queue
    }
    for job in batch + waiting { job.fail(fault.stoppingIfFatal) }
  }
}

extension Writer.Job {
  /// Runs the job, and gives what is to be called once its batch is durable.
  fileprivate func run(in transaction: inout AppendTransaction) throws(LogFault) -> () -> Void {
    switch self {
    case .work(let work, let completion):
      try work(&transaction)
      return { completion(.success(())) }
    case .append(let submission, let completion):
      do throws(AppendFault) {
        let outcome = try transaction.take(submission)
        return { completion(.success(outcome)) }
      } catch {
        guard error.concernsCommandAlone else { throw error.fault }
        return { completion(.failure(error.fault)) }
      }
    }
  }

  fileprivate func fail(_ fault: LogFault) {
    switch self {
    case .append(_, let completion): completion(.failure(fault))
    case .work(_, let completion): completion(.failure(fault))
    }
  }
}

extension LogFault {
  /// After an error that leaves a commit's outcome unknown nothing more may be written.
  fileprivate var stoppingIfFatal: LogFault {
    if case .storage(let error) = self, error.isFatal { return .stopped(error) }
    return self
  }
}
