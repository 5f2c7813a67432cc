import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Ledger
import Replay
import Testing

/// A command as the log would take it, to be changed before it is written: tree, indexes and
/// digests are then right, and only the rules tell that it never happened so.
struct Forgery {
  var request: [UInt8]
  var findings: Findings
  var actor: String
  var occurred: String
  var time: RecordTime
  var stream: StreamName
  var events: [NewEvent]
  let vault: Vault
  /// Where the first event will stand.
  let first: GlobalPosition
  private let persons: [String]

  /// The facts as the rules give them, or none where they refuse.
  init(_ json: String, in ledger: Ledger) throws {
    let asked = try CommandRequest(Array(json.utf8))
    request = asked.received
    findings = Findings()
    findings.now = asked.at.instant
    actor = asked.actor.attribution.text
    occurred = asked.at.text
    time = try #require(RecordTime(findings.now.text))
    stream = asked.about.stream
    let blank = try #require(StreamState(blankFor: asked.about))
    let state = try ledger.fold(asked.about, showing: nil)?.state ?? blank
    let facts = (try? asked.decide(findings, clock: .history, given: state)) ?? []
    (vault, persons) = (try ledger.requireVault(), asked.dataSubjects)
    first = GlobalPosition(try ledger.size)
    events = []
    for fact in facts { try append(fact) }
  }

  /// Adds an event, sealed for its place.
  mutating func append(_ fact: Fact) throws {
    let position = GlobalPosition(first.rawValue + UInt64(events.count))
    events.append(try vault.seal(fact, of: stream, at: position, with: Salts()))
  }

  /// Records one of the ledger's own facts instead, as the ledger would.
  mutating func record(_ fact: LedgerEvent) {
    let event = NewEvent(fact)
    (stream, actor, request, events) = (.ledger, ActorRole.system.rawValue, event.data, [event])
  }

  private func keys() throws -> CommandKeys {
    CommandKeys(
      own: try vault.keyring.key(for: Vault.owner(of: stream)),
      persons: try persons.map { person in
        (person, try vault.keyring.key(for: Vault.owner(ofPerson: person)))
      })
  }

  /// Replaces a text in the data of the first event.
  mutating func replace(_ text: String, with other: String) throws {
    var data = try #require(events.first).data
    data.replace(text, with: other)
    events[0] = NewEvent(type: events[0].type, data: data, vault: events[0].vault)
  }

  /// Gives the first event another type.
  mutating func retype(_ type: String) throws {
    let event = try #require(events.first)
    events[0] = NewEvent(type: type, data: event.data, vault: event.vault)
  }

  func submission() throws -> Submission {
    let (stream, events) = (stream, events)
    let id = try CommandID("forged-\(UUID())", from: "operator")
    let record = CommandRecord(request: request, findings: encode(findings, as: .event))
    return Submission(
      id: id, actor: actor, occurred: occurred, time: time, digest: record.digest,
      request: try vault.seal(record, under: keys(), id: id.id), isSameRequest: { _ in false },
      sealedRefusal: { Array($1.utf8) }, decide: { _ in .append([(stream, events)]) })
  }
}

/// A ledger of one deal, into which commands can be forged; removed with the last reference to it.
final class ForgedLedger: Sendable {
  let path: String
  let ledger: Ledger

  /// Submits the first commands of a scenario.
  init(_ scenario: String, commands: Int) async throws {
    path = FileManager.default.temporaryDirectory.appending(path: "forged-\(UUID())").path
    try Ledger.create(at: path, LedgerPlan(origin: "example.org/forged", clock: .history))
    ledger = try Ledger(at: path)
    let lines = try SampleLedger.lines(of: scenario).prefix(commands)
    try await ledger.submit(lines.map { IncomingCommand(Array($0.utf8)) }) { _, _ in }
  }

  var created: LedgerCreated { ledger.identity }

  deinit {
    ledger.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  func forge(_ json: String, _ change: (inout Forgery) throws -> Void) async throws {
    var forgery = try Forgery(json, in: ledger)
    try change(&forgery)
    _ = try await ledger.store.append(try forgery.submission())
  }

  /// Takes a command as everybody's is taken.
  func submit(_ json: String) async throws {
    let outcome = try await ledger.handle(IncomingCommand(Array(json.utf8)))
    try #require(outcome.isAccepted, "\(outcome)")
  }

  /// Replays a copy, since a process opens a log once.
  func verify(_ options: ReplayOptions = .init(level: .decisions)) throws -> Certificate {
    try LedgerCopy(ofLedgerAt: path).verify(options)
  }
}
