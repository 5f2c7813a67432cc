import Dispatch
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
    case batched(BatchedJob)
    /// Ends the batch before it, and runs while no transaction is open.
    case betweenBatches(@Sendable () -> Void, @Sendable (Result<Void, LogFault>) -> Void)
  }

  /// A job that shares a transaction with others.
  enum BatchedJob: Sendable {
    case append(Submission, @Sendable (Result<AppendOutcome, LogFault>) -> Void)
    case work(
      @Sendable (inout AppendTransaction) throws(AppendFault) -> Void,
      @Sendable (Result<Void, LogFault>) -> Void)
  }

  private struct State {
    /// Until the thread takes it, so that nothing holds it once the thread has ended.
    var environment: Environment?
    var queue: [Job] = []
    /// Why nothing more is taken: it was closed, or a write has failed half-way.
    var refusal: LogFault?
  }

  /// So that a batch, which is lost as one, stays small beside what a second brings.
  private static let largestBatch = 1024
  /// In bytes written; a batch ends with the command that reaches it.
  private static let heaviestBatch = 16 << 20
  private static let readerCheckInterval = Duration.seconds(30)

  private let tables: Tables
  private let commits: CommitSignal
  private let abandoned: @Sendable () -> Void
  private let securing: @Sendable () throws(LogFault) -> Void
  private let state: Mutex<State>
  /// Signalled when there is a first job in the queue, or an end.
  private let wakeUp = DispatchSemaphore(value: 0)
  private let thread = Atomic<pthread_t>(0)
  private let ended = DispatchGroup()

  init(
    _ environment: Environment, _ tables: Tables, commits: CommitSignal,
    abandoned: @escaping @Sendable () -> Void,
    securing: @escaping @Sendable () throws(LogFault) -> Void
  ) {
    (self.tables, self.commits) = (tables, commits)
    (self.abandoned, self.securing) = (abandoned, securing)
    state = Mutex(State(environment: environment))
  }

  func start() {
    ended.enter()
    let thread = Thread { [self] in
      self.thread.store(pthread_self(), ordering: .relaxed)
      run()
      ended.leave()
    }
    thread.name = "log-writer"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Ends the thread once it has written what was submitted, and waits for that.
  ///
  /// On the writer's own thread, in a completion, it cannot wait.
  func close() {
    state.withLock { $0.refusal = $0.refusal ?? .closed }
    wakeUp.signal()
    guard thread.load(ordering: .relaxed) != pthread_self() else { return }
    ended.wait()
  }

  func submit(_ job: Job) {
    let (refusal, isFirst) = state.withLock { state -> (LogFault?, Bool) in
      if let refusal = state.refusal { return (refusal, false) }
      state.queue.append(job)
      return (nil, state.queue.count == 1)
    }
    if let refusal { return job.fail(refusal) }
    if isFirst { wakeUp.signal() }
  }

  private func run() {
    guard let environment = state.withLock({ $0.environment.take() }) else { return }
    var tail: Tail?
    var lastCheck = ContinuousClock.now
    var pace = BatchPace()
    while let jobs = nextJobs(pace) {
      var waiting = jobs[...]
      while let first = waiting.first {
        switch first {
        case .batched:
          pace.begin()
          tail = write(&waiting, to: environment, after: tail, &pace)
        case .betweenBatches(let work, let completion):
          waiting.removeFirst()
          work()
          completion(.success(()))
        }
      }
      if lastCheck.duration(to: .now) >= Self.readerCheckInterval {
        _ = try? environment.clearStaleReaders()
        lastCheck = .now
      }
    }
  }

  /// What was submitted, or nothing when it is time to look for dead readers; nil at the end.
  private func nextJobs(_ pace: BatchPace) -> [Job]? {
    while true {
      pace.gather { state.withLock { $0.refusal == nil ? $0.queue.count : 0 } }
      let (jobs, isOver) = state.withLock { state in
        let jobs = state.queue
        state.queue = []
        return (jobs, state.refusal != nil)
      }
      if !jobs.isEmpty { return jobs }
      if isOver { return nil }
      let limit = DispatchTime.now() + .seconds(Int(Self.readerCheckInterval.components.seconds))
      if wakeUp.wait(timeout: limit) == .timedOut { return [] }
    }
  }

  /// Takes a batch off what waits, writes it as one transaction, and only then answers.
  ///
  /// - Returns: What the next batch follows; nil where this one was lost.
  private func write(
    _ waiting: inout ArraySlice<Job>, to environment: Environment, after known: Tail?,
    _ pace: inout BatchPace
  ) -> Tail? {
    var taken = 0
    do throws(LogFault) {
      var transaction = try AppendTransaction(environment, tables, after: known)
      var answers: [() -> Void] = []
      for job in waiting.prefix(Self.largestBatch) {
        guard case .batched(let job) = job, transaction.weight < Self.heaviestBatch else { break }
        taken += 1
        answers.append(try job.run(in: &transaction))
      }
      if transaction.hasWritten { try securing() }
      let tail = try transaction.commit()
      waiting.removeFirst(taken)
      pace.end(answering: taken, leaving: waiting.count + state.withLock { $0.queue.count })
      commits.signal(size: tail.edge.size)
      for answer in answers { answer() }
      return tail
    } catch {
      fail(&waiting, max(taken, 1), error)
      return nil
    }
  }

  /// Fails a batch, and after a fatal error all that waits: nothing more may be written then.
  private func fail(_ waiting: inout ArraySlice<Job>, _ taken: Int, _ fault: LogFault) {
    abandoned()
    var lost = Array(waiting.prefix(taken))
    waiting.removeFirst(taken)
    let fault = fault.stoppingIfFatal
    if case .stopped = fault {
      lost += waiting
      waiting = []
      lost += state.withLock { state in
        state.refusal = fault
        defer { state.queue = [] }
        return state.queue
      }
    }
    for job in lost { job.fail(fault) }
  }
}

extension Writer.Job {
  fileprivate func fail(_ fault: LogFault) {
    switch self {
    case .batched(let job): job.fail(fault)
    case .betweenBatches(_, let completion): completion(.failure(fault))
    }
  }
}

extension Writer.BatchedJob {
  /// Runs the job, and gives what is to be called once its batch is durable.
  fileprivate func run(in transaction: inout AppendTransaction) throws(LogFault) -> () -> Void {
    do throws(AppendFault) {
      switch self {
      case .work(let work, let completion):
        try work(&transaction)
        return { completion(.success(())) }
      case .append(let submission, let completion):
        let outcome = try transaction.take(submission)
        return { completion(.success(outcome)) }
      }
    } catch {
      switch error {
      case .ofBatch(let fault): throw fault
      case .ofCommand(let fault): return { self.fail(fault) }
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
