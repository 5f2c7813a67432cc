import DealRecords
import Deals
import EventLog
import Foundation

extension Ledger {
  /// Reads a command, and finds out what its decision has to be told.
  func prepare(
    _ incoming: IncomingCommand
  ) throws(LedgerFault) -> PreparedCommand.Preparation {
    try prepare(incoming) { (subject) throws(LedgerFault) in try fold(subject) }
  }

  func prepare(
    _ incoming: IncomingCommand, folding: Folding
  ) throws(LedgerFault) -> PreparedCommand.Preparation {
    let request: CommandRequest
    do throws(RequestFault) {
      request = try CommandRequest(incoming.bytes)
    } catch {
      return .invalid(.invalid(pointer: error.pointer, message: "\(error)"))
    }
    if let fault = request.fault(beside: incoming.document) {
      return .invalid(.invalid(pointer: fault.pointer, message: "\(fault)"))
    }
    let found = try find(for: request, document: incoming.document, folding: folding)
    return .ready(
      PreparedCommand(
        request: request, findings: found.findings,
        submission: try submission(of: request, from: incoming, found),
        looksAtOtherStreams: found.keys != nil))
  }

  private func submission(
    of request: CommandRequest, from incoming: IncomingCommand, _ found: Found
  ) throws(LedgerFault) -> Submission {
    let id = request.wire.id?.text ?? incoming.defaultID ?? CommandID.fresh(at: found.findings.now)
    let stream = request.about.stream
    return try logged { () throws(LogFault) in
      var submission = Submission(
        id: try CommandID(id, from: incoming.sender), actor: request.actor.attribution.text,
        occurred: request.at.text, time: found.findings.now.recordTime,
        request: request.received, findings: encode(found.findings, as: .event),
        expecting: request.wire.expectedRevision.map { revision in
          [(stream, .exactly(StreamRevision(UInt64(revision.value))))]
        } ?? [],
        documents: found.documents
      ) { [states, clock = LedgerClock(identity)] transaction throws(LogFault) in
        guard try found.stillHolds(in: transaction) else { return .findAgain }
        return try decide(request, found.findings, clock, states, in: transaction)
      }
      submission.causationID = request.wire.causationID?.text
      submission.correlationID = request.wire.correlationID?.text
      return submission
    }
  }
}

/// Decides a command in the transaction that will hold its events.
private func decide(
  _ request: CommandRequest, _ findings: Findings, _ clock: LedgerClock, _ states: StateCache,
  in transaction: borrowing AppendTransaction
) throws(LogFault) -> Verdict {
  let stream = request.about.stream
  let head = try transaction.head(of: stream)
  var state = try load(request.about, upTo: head, states, in: transaction)
  let facts: [Fact]
  do throws(Refusal) {
    facts = try request.decide(findings, clock: clock, given: state)
  } catch {
    if let head { states.put(state, at: head, for: stream) }
    return .refuse(code: error.code.rawValue, message: error.message)
  }
  var revision = head.map { Int($0.rawValue) + 1 } ?? 0
  for fact in facts {
    do throws(FoldFault) {
      try state.apply(fact, by: request.actor.attribution, at: request.at, revision: revision)
    } catch {
      throw .damaged("\(stream), a decision that does not follow: \(error)")
    }
    revision += 1
  }
  states.put(state, at: StreamRevision(UInt64(revision - 1)), for: stream)
  return .append([(stream, facts.map(NewEvent.init))])
}

/// The state of a stream at its head, from memory as far as it goes.
private func load(
  _ subject: Subject, upTo head: StreamRevision?, _ states: StateCache,
  in transaction: borrowing AppendTransaction
) throws(LogFault) -> StreamState {
  let stream = subject.stream
  guard var state = StreamState(blankFor: subject) else {
    throw .damaged("nothing is decided upon \(stream)")
  }
  guard let head else { return state }
  var next = StreamRevision.first
  if let known = states.take(stream, upTo: head) {
    (state, next) = (known.state, known.revision.next)
  }
  guard next <= head else { return state }
  var lines = try transaction.lines(of: stream, from: next)
  while let line = try lines.next() {
    do throws(FoldFault) {
      try state.apply(line)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
  }
  return state
}

extension CommandID {
  /// An id that no other command has: a UUID of version 7, which sorts by time.
  static func fresh(at time: Instant) -> String {
    var generator = SystemRandomNumberGenerator()
    let milliseconds = UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
    let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
    let low = 0x8000_0000_0000_0000 | generator.next() >> 2
    let digits = [high, low].map { String(format: "%016lx", $0) }.joined()
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { start, end in
      String(digits.dropFirst(start).prefix(end - start))
    }.joined(separator: "-")
  }
}
