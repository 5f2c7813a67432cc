import DealRecords
import Deals
import EventLog
import Keyring

extension Ledger {
  /// Takes a command, and answers once its events are durable or it is refused.
  public func handle(_ incoming: IncomingCommand) async throws(LedgerFault) -> CommandOutcome {
    while true {
      let prepared: PreparedCommand
      switch try prepare(incoming) {
      case .invalid(let outcome): return outcome
      case .ready(let ready): prepared = ready
      }
      if let earlier = try earlierAnswer(to: prepared) { return earlier }
      let sealed = try seal(prepared)
      let outcome: AppendOutcome
      do throws(LogFault) {
        outcome = try await store.append(sealed.submission)
      } catch  where isOutOfDate(sealed, error) {
        continue
      } catch {
        return try prepared.answer(error)
      }
      // Where a person's keys are about to be destroyed, what holds values of the person waits for it.
      if prepared.isErasure || erasures.concern(prepared.request.dataSubjects) {
        try await completeErasures()
      }
      if let answer = try answer(outcome, to: sealed) { return answer }
    }
  }

  /// Takes a command and calls back, on the writer's thread, when its events are durable or it is
  /// refused: commands are decided in the order of the calls.
  ///
  /// Calls back with nil where what was found before the queue no longer holds: submit it again.
  func submit(
    _ sealed: SealedCommand,
    completion: @escaping @Sendable (Result<CommandOutcome?, LedgerFault>) -> Void
  ) {
    store.submit(sealed.submission) { [self] result in
      completion(
        Result { () throws(LedgerFault) in
          switch result {
          case .success(let outcome): try answer(outcome, to: sealed)
          case .failure(let fault) where isOutOfDate(sealed, fault): nil
          case .failure(let fault): try sealed.command.answer(fault)
          }
        })
    }
  }

  /// Whether a batch was lost only since another process destroyed a key under way.
  private func isOutOfDate(_ sealed: SealedCommand, _ fault: LogFault) -> Bool {
    guard case .notSecured = fault, let vault else { return false }
    return vault.keyring.generation != sealed.generation
  }

  /// The first answer to a command that comes again, where sealing it would make a key.
  ///
  /// Nobody whose data were erased gets a key again only because an old command is sent once more.
  func earlierAnswer(to command: PreparedCommand) throws(LedgerFault) -> CommandOutcome? {
    guard let vault, !vault.hasKeys(of: command.request),
      let (receipt, isSame) = try known(command.id, command.request.received), isSame
    else { return nil }
    return try answer(.repeated(receipt), to: command, salt: nil)
  }

  private func answer(
    _ outcome: AppendOutcome, to sealed: SealedCommand
  ) throws(LedgerFault) -> CommandOutcome? {
    guard case .repeated(let receipt) = outcome else {
      return try answer(outcome, to: sealed.command, salt: sealed.salt)
    }
    return try answer(
      outcome, to: sealed.command, salt: salt(of: receipt, sealed.command.id))
  }

  /// What the sender is told; nil where the command has to be prepared again.
  private func answer(
    _ outcome: AppendOutcome, to command: PreparedCommand, salt: [UInt8]?
  ) throws(LedgerFault) -> CommandOutcome? {
    // The same request beside another document asks for something else.
    if case .repeated(let receipt) = outcome, command.findings.documentNonce == nil,
      let hash = command.findings.documentHash,
      try termsHash(offeredAt: receipt.events.first?.position) != hash
    {
      return command.answer(.reusedID(command.id), salt: nil)
    }
    return command.answer(outcome, salt: salt)
  }

  /// The salt under which a command was kept; nil where it was erased.
  private func salt(of receipt: Receipt, _ id: CommandID) throws(LedgerFault) -> [UInt8]? {
    guard let first = receipt.events.first?.position else { return nil }
    return try record(firstAt: first, id: id.id)?.salt
  }

  private func termsHash(offeredAt position: GlobalPosition?) throws(LedgerFault) -> Digest? {
    guard let position else { return nil }
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        guard let line = try snapshot.line(at: position), let view = try? LineView(line),
          case .deal(.termsOffered(let offer)) = try? Fact(type: view.type, data: view.data)
        else { return nil }
        return offer.termsHash
      }
    }
  }
}

extension PreparedCommand {
  /// What the sender is told; nil where the command has to be prepared again.
  ///
  /// - Parameter salt: That of the command as it is kept; nil where it was erased.
  func answer(_ outcome: AppendOutcome, salt: [UInt8]?) -> CommandOutcome? {
    switch outcome {
    case .appended(let receipt):
      .accepted(CommandReceipt(name: name, receipt: receipt, salt: salt))
    case .repeated(let receipt):
      .repeated(CommandReceipt(name: name, receipt: receipt, salt: salt))
    case .refused(let code, let message): .refused(name, code: code, message: message)
    case .reusedID(let id):
      .refused(
        name, code: "command-id-reused",
        message: "The id \(id.id) came before with another request. Give the command a new id.")
    case .conflict(let stream, let expected, let current):
      .refused(name, code: "wrong-revision", message: Self.conflict(stream, expected, current))
    case .findAgain: nil
    }
  }

  /// What came to more than the log can take is this command's affair alone.
  func answer(_ fault: LogFault) throws(LedgerFault) -> CommandOutcome {
    switch fault {
    case .lineTooLong, .tooManyEvents: .refused(name, code: "too-large", message: "\(fault)")
    default: throw .log(fault)
    }
  }

  /// Whether keys are to be destroyed before the sender is told that it was accepted.
  fileprivate var isErasure: Bool {
    guard case .deal(let asked) = request.asked else { return false }
    return asked.command.kind == .erasePersonalData
  }

  var name: CommandName {
    CommandName(command: request.command, deal: request.wire.deal?.text)
  }

  private static func conflict(
    _ stream: StreamName, _ expected: ExpectedRevision, _ current: StreamRevision?
  ) -> String {
    let stands = current.map { "stands at revision \($0)" } ?? "does not exist yet"
    let wanted =
      switch expected {
      case .exactly(let revision): "\(revision)"
      case .noStream: "no event"
      case .any: "any"
      }
    return
      "\(stream) \(stands), and the command expects \(wanted). Look at it, and decide anew."
  }
}
