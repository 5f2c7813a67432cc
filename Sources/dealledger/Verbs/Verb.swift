import ArgumentParser
import DealRecords
import Deals
import EventLog
import Foundation
import Ledger

/// A command for people: its flags become the JSON of one command, which goes the way of `submit`.
protocol Verb: LedgerCommand {
  static var command: CommandKind { get }
  var deal: Identifier { get }
  var acting: ActingOptions { get }
  /// The party that the command names as the one that acts, where it does.
  var actingParty: Identifier? { get }
  /// The command's own data.
  func data(at time: LegalTime) throws -> JSON
  /// A document that goes with the command.
  func attachment() throws -> [UInt8]?
}

extension Verb {
  var actingParty: Identifier? { nil }

  func attachment() throws -> [UInt8]? { nil }

  func run(_ console: Console) async throws {
    let ledger = try console.open(acting.dryRun ? .readOnly : .readWrite)
    defer { ledger.close() }
    let time = try acting.time(in: ledger)
    let command = CommandText(
      name: Self.command.rawValue, deal: deal,
      actor: try acting.actor(of: Self.command, for: actingParty), at: time, acting: acting,
      data: try data(at: time))
    let incoming = IncomingCommand(Array(command.json.text.utf8), document: try attachment())
    try await SingleCommand(incoming, isRehearsal: acting.dryRun).run(in: ledger, console)
  }
}

extension ActingOptions {
  /// The legal time of the call; only a live ledger may take its own.
  func time(in ledger: Ledger) throws -> LegalTime {
    if let at { return at }
    guard ledger.identity.clock == .live, let now = LegalTime(text: Instant.now.text) else {
      throw Failure.usage(
        "a history ledger has no present", next: "say when it happened with --at TIME")
    }
    return now
  }
}

/// One command as JSON.
struct CommandText {
  let name: String
  let deal: Identifier?
  let actor: Attribution
  let at: LegalTime
  let acting: ActingOptions
  let data: JSON

  var json: JSON {
    let actor: JSON = [
      "role": .string(actor.role.rawValue), "party": .text(actor.party?.text),
      "person": .text(acting.person),
    ]
    return [
      "command": .string(name), "deal": .text(deal?.text), "at": .string(at.text), "actor": actor,
      "id": .text(acting.id?.text), "expectedRevision": .number(acting.expectedRevision),
      "data": data,
    ]
  }
}
