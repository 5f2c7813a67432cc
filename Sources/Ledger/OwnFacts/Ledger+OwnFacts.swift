public import DealRecords
import Deals
public import EventLog
import Keyring
import Transparency

extension Ledger {
  /// What the ledger's own facts have come to.
  public func history() throws(LedgerFault) -> LedgerHistory {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in try LedgerHistory(snapshot) }
    }
  }

  /// Records one of the ledger's own facts, durably; answers where it stands.
  @discardableResult
  func record(_ fact: LedgerEvent) async throws(LedgerFault) -> GlobalPosition {
    let event = NewEvent(fact)
    var submission = try ownSubmission(asking: event.data) { _ throws(LogFault) in event }
    if case .restored(let restored) = fact {
      submission.source = "/ledgers/\(identity.ledger)/\(restored.epoch.value)"
    }
    return try await append(submission)
  }

  /// Records where every stream ends, unless nothing has happened since that was recorded last:
  /// the next checkpoint then shows of a deal that nothing of it is missing.
  ///
  /// It looks for the head of each stream while everybody who appends waits: some microseconds for
  /// each.
  @discardableResult
  public func recordHeads() async throws(LedgerFault) -> GlobalPosition {
    if let position = try freshHeads() { return position }
    let submission = try ownSubmission(asking: Array("{}".utf8)) { transaction throws(LogFault) in
      let heads = try transaction.heads()
      guard let recorded = HeadsRecorded(heads) else { throw .damaged("the heads of the streams") }
      return NewEvent(.heads(recorded))
    }
    return try await append(submission)
  }

  /// Where the last line stands, if that records the heads.
  private func freshHeads() throws(LedgerFault) -> GlobalPosition? {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        var lines = try snapshot.lines(.backward)
        guard let line = try lines.next(), let view = try? LineView(line.bytes),
          view.type == LedgerEvent.Kind.heads.rawValue
        else { return nil }
        return line.position
      }
    }
  }

  private func append(_ submission: Submission) async throws(LedgerFault) -> GlobalPosition {
    let outcome: AppendOutcome
    do throws(LogFault) {
      outcome = try await store.append(submission)
    } catch {
      throw .log(error)
    }
    guard case .appended(let receipt) = outcome, let place = receipt.events.last else {
      preconditionFailure("one of the ledger's own facts came to \(outcome)")
    }
    return place.position
  }

  private func ownSubmission(
    asking request: [UInt8],
    _ event: @escaping @Sendable (borrowing AppendTransaction) throws(LogFault) -> NewEvent
  ) throws(LedgerFault) -> Submission {
    let now = identity.clock == .live ? try liveTime() : try lastTime()
    var findings = Findings()
    (findings.now, findings.sender) = (now, Text(text: IncomingCommand.operator))
    let record = CommandRecord(
      request: request, findings: encode(findings, as: .event),
      salts: Salts(from: chance.forCommands))
    let vault = try requireVault()
    let id = CommandID.fresh(at: now)
    let box = try keyed { () throws(KeyringFault) in try vault.seal(own: record, id: id) }
    return Submission(
      id: try logged { () throws(LogFault) in
        try CommandID(id, from: IncomingCommand.operator)
      },
      actor: ActorRole.system.rawValue, occurred: now.text, time: now.recordTime,
      digest: record.digest, request: box, isSameRequest: { _ in false },
      sealedRefusal: { _, _ in [] },
      decide: { transaction throws(LogFault) in .append([(.ledger, [try event(transaction)])]) })
  }
}
