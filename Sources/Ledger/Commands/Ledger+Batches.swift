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
    for index in commands.indices {
      var preparation = try prepare(commands[index])
      if preparation.looksAtOtherStreams {
        // What it looks at may be among what is still on its way.
        try await queue.drain(each)
        preparation = try prepare(commands[index])
      }
      switch preparation {
      case .ready(let command): queue.send(command, index)
      case .invalid(let outcome):
        try await queue.drain(each)
        each(index, outcome)
        if stopOnRefusal { return }
      }
      guard !stopOnRefusal else {
        if try await !queue.drain(each) { return }
        continue
      }
      if queue.count >= Self.window { try await queue.takeOne(each) }
    }
    try await queue.drain(each)
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

  mutating func send(_ command: PreparedCommand, _ index: Int) {
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

extension PreparedCommand.Preparation {
  fileprivate var looksAtOtherStreams: Bool {
    guard case .ready(let command) = self else { return false }
    return command.looksAtOtherStreams
  }
}
