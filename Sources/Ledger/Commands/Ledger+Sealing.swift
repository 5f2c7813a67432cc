import DealRecords
import Deals
import EventLog
import Keyring

/// A command that is ready for the queue.
struct SealedCommand: Sendable {
  let command: PreparedCommand
  let submission: Submission
  /// With the request and the findings it gives `commanddigest`.
  let salt: [UInt8]
  /// How often keys had been destroyed when it was sealed.
  let generation: Int
}

extension Ledger {
  /// Seals a command under the keys of its stream and of the persons in it.
  func seal(_ command: PreparedCommand) throws(LedgerFault) -> SealedCommand {
    let vault = try requireVault()
    let generation = vault.keyring.generation
    let record = CommandRecord(
      request: command.request.received, findings: encode(command.findings, as: .event),
      salts: Salts(from: chance.forCommands))
    let (keys, request) = try keyed { () throws(KeyringFault) in
      let keys = try vault.keys(of: command.request)
      return (keys, try vault.seal(record, under: keys, id: command.id.id))
    }
    let decision = Decision(
      request: command.request, found: command.found, clock: LedgerClock(identity),
      states: states, vault: vault, keys: keys, generation: generation, erasures: erasures,
      securing: securing, salting: chance.forEvents)
    var submission = Submission(
      id: command.id, actor: command.request.actor.attribution.text,
      occurred: command.request.at.text, time: command.findings.now.recordTime,
      digest: record.digest, request: request, expecting: command.expecting,
      documents: try documents(of: command, vault),
      isSameRequest: { [id = command.id.id] row throws(LogFault) in
        try vault.holds(row, of: id, request: record.request)
      },
      sealedRefusal: { attempt, message in
        vault.sealRefusal(attempt, message, of: record.request, under: keys)
      },
      decide: { transaction throws(LogFault) in try decision.verdict(in: transaction) })
    submission.causationID = command.request.wire.causationID?.text
    submission.correlationID = command.request.wire.correlationID?.text
    return SealedCommand(
      command: command, submission: submission, salt: record.salt, generation: generation)
  }

  private func documents(
    of command: PreparedCommand, _ vault: Vault
  ) throws(LedgerFault) -> [Document] {
    guard let bytes = command.found.document else { return [] }
    let stream = command.request.about.stream
    let (box, digest) = try keyed { () throws(KeyringFault) in
      try vault.seal(document: bytes, under: stream)
    }
    return try logged { () throws(LogFault) in
      [try Document(sealed: box, digest: digest, under: stream)]
    }
  }
}

extension Vault {
  /// Whether a stored request is this one; what was erased is taken to be.
  ///
  /// Nobody can compare it any more, and its first receipt is still the right answer.
  func holds(
    _ row: RawSpan, of id: String, request: [UInt8]
  ) throws(LogFault) -> Bool {
    switch record(row, id: id) {
    case .success(let stored): return stored.request == request
    case .failure(.erased): return true
    case .failure(let closure): throw .damaged("the request of the command \(id): \(closure)")
    }
  }

  /// What the log keeps of a refusal; its keys exist, and so it can be sealed.
  fileprivate func sealRefusal(
    _ attempt: RefusedAttempt, _ message: String, of request: [UInt8], under keys: CommandKeys
  ) -> [UInt8] {
    do throws(KeyringFault) {
      return try seal(attempt, message, of: request, under: keys)
    } catch {
      preconditionFailure("a refusal could not be sealed: \(error)")
    }
  }
}

/// Runs a call to the key ring, and says of what it throws that the key ring threw it.
func keyed<Result>(_ body: () throws(KeyringFault) -> Result) throws(LedgerFault) -> Result {
  do throws(KeyringFault) {
    return try body()
  } catch {
    throw .keys(error)
  }
}
