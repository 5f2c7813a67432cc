import DealRecords
import Deals
import EventLog

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
    var found = try find(for: request, document: incoming.document, folding: folding)
    found.findings.sender = Text(text: incoming.sender)
    let id = try self.id(of: request, from: incoming.origin, now: found.findings.now)
    return .ready(
      PreparedCommand(
        request: request, found: found,
        id: try logged { () throws(LogFault) in try CommandID(id, from: incoming.sender) }))
  }
}

/// A command that is ready to be sealed: read, its signature verified, its document hashed.
struct PreparedCommand: Sendable {
  let request: CommandRequest
  let found: Found
  let id: CommandID

  enum Preparation {
    case ready(PreparedCommand)
    case invalid(CommandOutcome)
  }

  var findings: Findings { found.findings }

  /// Whether its findings come from streams that commands before it may change.
  var looksAtOtherStreams: Bool { !found.watched.isEmpty }

  /// What the sender takes the command's stream to be.
  var expecting: [(stream: StreamName, revision: ExpectedRevision)] {
    request.wire.expectedRevision.map { revision in
      [(request.about.stream, .exactly(StreamRevision(UInt64(revision.value))))]
    } ?? []
  }
}
