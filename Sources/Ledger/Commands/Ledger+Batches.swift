extension Ledger {
  /// How many commands of one batch may wait for the writer at a time.
  private static let window = 512

  /// Takes commands in their order, many to a commit, and tells what each came to, in that order.
  ///
  /// - Parameters:
  ///   - stopOnRefusal: Whether nothing is taken after the first that is not accepted.
  ///   - each: Called with the place of the command in `commands`.
  public func submit(
    _ commands: [IncomingCommand], stopOnRefusal: Bool = false,
    each: (Int, CommandOutcome) -> Void
  ) async throws(LedgerFault) {
    var queue = InFlight(self, commands)
    do throws(LedgerFault) {
      try await send(commands, through: &queue, stopOnRefusal, each)
    } catch {
      // What was sent before the fault may well be recorded.
      try await queue.drain(each)
      throw error
    }
    try await queue.drain(each)
  }

  private func send(
    _ commands: [IncomingCommand], through queue: inout InFlight, _ stopOnRefusal: Bool,
    _ each: (Int, CommandOutcome) -> Void
  ) async throws(LedgerFault) {
    for index in commands.indices {
      let alone: CommandOutcome
      switch try prepare(commands[index]) {
      case .ready(let command) where !command.looksAtOtherStreams:
        if let earlier = try earlierAnswer(to: command) {
          try await queue.drain(each)
          alone = earlier
          break
        }
        queue.send(try seal(command), index)
        if stopOnRefusal, try await !queue.drain(each) { return }
        if queue.count >= Self.window { try await queue.takeOne(each) }
        continue
      case .ready:
        // What it looks at may be among what is on its way, and what comes after it may need it.
        try await queue.drain(each)
        alone = try await handle(commands[index])
      case .invalid(let outcome):
        try await queue.drain(each)
        alone = outcome
      }
      each(index, alone)
      if stopOnRefusal, !alone.isAccepted { return }
    }
  }
}

/// Commands on their way through the writer, which answers in their order.
private struct InFlight {
  typealias Answer = (Int, Result<CommandOutcome?, LedgerFault>)

  private let ledger: Ledger
  private let commands: [IncomingCommand]
  private let sink: AsyncStream<Answer>.Continuation
  private var answers: AsyncStream<Answer>.Iterator
  private(set) var count = 0

  init(_ ledger: Ledger, _ commands: [IncomingCommand]) {
    (self.ledger, self.commands) = (ledger, commands)
    let (stream, sink) = AsyncStream.makeStream(of: Answer.self)
    (self.sink, answers) = (sink, stream.makeAsyncIterator())
  }

  mutating func send(_ command: SealedCommand, _ index: Int) {
    ledger.submit(command) { [sink] in sink.yield((index, $0)) }
    count += 1
  }

  /// Waits for one answer; tells whether the command was accepted.
  @discardableResult
  mutating func takeOne(
    _ each: (Int, CommandOutcome) -> Void
  ) async throws(LedgerFault) -> Bool {
    guard let (index, result) = await answers.next(isolation: #isolation) else { return false }
    count -= 1
    var outcome = try result.get()
    if outcome == nil { outcome = try await ledger.handle(commands[index]) }
    guard let outcome else { return false }
    each(index, outcome)
    return outcome.isAccepted
  }

  /// Waits for all answers; tells whether all were accepted.
  @discardableResult
  mutating func drain(_ each: (Int, CommandOutcome) -> Void) async throws(LedgerFault) -> Bool {
    var areAccepted = true
    while count > 0 { areAccepted = try await takeOne(each) && areAccepted }
    return areAccepted
  }
}

extension CommandOutcome {
  /// Whether what was asked stands in the log.
  public var isAccepted: Bool {
    switch self {
    case .accepted, .repeated: true
    case .refused, .invalid: false
    }
  }
}
