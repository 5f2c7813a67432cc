import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Projections
import Transparency

/// A log in a folder of its own, filled with facts, and a place for its read models.
final class TemporaryLog {
  let path: String
  let store: EventStore
  let vault: Vault
  private var states: [Subject: (state: StreamState, events: Int)] = [:]
  private var commands = 0

  var models: String { path + "/models" }
  var size: UInt64 { get throws { try store.withSnapshot { s throws(LogFault) in try s.size() } } }

  init(ledger: String = "TEST") throws {
    path = FileManager.default.temporaryDirectory.appending(path: "projections-\(UUID())").path
    let log = path + "/log"
    try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
    var created = LedgerCreated()
    created.key = try Self.required(Text(text: "example.org/test+0000"))
    created.origin = try Self.required(Text(text: "example.org/test"))
    created.ledger = try Self.required(Identifier(text: ledger))
    let founding = try Self.submission(
      "init", Actor(), .blank, [(.ledger, [NewEvent(.created(created))])])
    _ = try EventStore.create(
      folder: log, source: "/ledgers/\(ledger)/0", founding: founding)
    store = try EventStore(folder: log, access: .readWrite)
    try Keyring.create(in: path + "/keys", ledger: ledger)
    vault = Vault(
      try Keyring(folder: path + "/keys", ledger: ledger, access: .readWrite), ledger: ledger)
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Decides the commands, and appends what they come to.
  func submit(_ commands: [String]) throws {
    for command in commands {
      let request = try CommandRequest(Array(command.utf8))
      try append(facts: decide(request), to: request.about, by: request.actor, at: request.at)
    }
    try flush()
  }

  /// Appends events as they are, whether they follow or not.
  func append(
    _ events: [NewEvent], to subject: Subject, by actor: Actor = Actor(), at: LegalTime = .blank
  ) throws {
    commands += 1
    let submission = try Self.submission(
      "command-\(commands)", actor, at, [(subject.stream, events)])
    store.submit(submission) { _ in }
  }

  /// Appends facts, sealed at the positions that they get.
  func append(
    facts: [Fact], to subject: Subject, by actor: Actor = Actor(), at: LegalTime = .blank
  ) throws {
    commands += 1
    let vault = vault
    var submission = try Self.submission("command-\(commands)", actor, at, [])
    submission.decide = { transaction in
      let size = transaction.size
      let events = facts.enumerated().map { number, fact in
        try? vault.seal(
          fact, of: subject.stream, at: GlobalPosition(size + UInt64(number)), with: Salts())
      }
      return .append([(subject.stream, events.compactMap(\.self))])
    }
    store.submit(submission) { _ in }
  }

  /// A deal as whoever may see these classes folds it; as everybody does where there are none.
  func deal(_ id: Identifier, showing classes: Set<DisclosureClass> = []) throws -> Deal {
    let opener = classes.isEmpty ? .closed : Opener(vault, for: .showing, showing: classes)
    var state = StreamState.deal(Deal())
    try store.withSnapshot { snapshot throws(LogFault) in
      var lines = try snapshot.lines(of: Subject.deal(id).stream)
      while let line = try lines.next() {
        try? state.apply(line, sealed: try snapshot.vault(at: line.position), by: opener)
      }
    }
    guard case .deal(let deal) = state else { throw CocoaError(.featureUnsupported) }
    return deal
  }

  /// Waits for all that was submitted.
  func flush() throws {
    let done = DispatchSemaphore(value: 0)
    let nothing = try Self.submission("flush-\(UUID())", Actor(), .blank, [])
    store.submit(nothing) { _ in done.signal() }
    done.wait()
  }

  private func decide(_ request: CommandRequest) throws -> [Fact] {
    let blank = try Self.required(StreamState(blankFor: request.about))
    var (state, events) = states[request.about] ?? (blank, 0)
    let facts = try request.decide(findings(for: request), clock: .history, given: state)
    for fact in facts {
      try state.apply(fact, by: request.actor.attribution, at: request.at, revision: events)
      events += 1
    }
    states[request.about] = (state, events)
    return facts
  }

  private func findings(for request: CommandRequest) throws -> Findings {
    var findings = Findings()
    findings.now = request.at.instant
    switch request.asked {
    case .deal(let asked):
      if case .offerTerms(let offer) = asked.command, let terms = offer.terms {
        let digest = TreeHash.sha256(terms.canonicalText.utf8.span.bytes)
        findings.documentHash = Digest(text: "sha256:" + digest.hex)
      }
    case .party(let asked):
      if case .registerPartyKey(let registration) = asked.command {
        findings.keyId = Self.thumbprint(of: registration.key)
      }
    case .network: break
    }
    return findings
  }

  /// RFC 7638.
  private static func thumbprint(of key: JSONWebKey) -> Text? {
    let y = key.y.map { #","y":"\#($0)""# } ?? ""
    let json = #"{"crv":"\#(key.crv)","kty":"\#(key.kty)","x":"\#(key.x)"\#(y)}"#
    let digest = TreeHash.sha256(json.utf8.span.bytes).base64
    return Text(
      text: digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
  }

  private static func submission(
    _ id: String, _ actor: Actor, _ at: LegalTime,
    _ appends: [(stream: StreamName, events: [NewEvent])]
  ) throws -> Submission {
    Submission(
      id: try CommandID(id, from: "tester"), actor: actor.attribution.text, occurred: at.text,
      time: try required(RecordTime(at.instant.text)), digest: .sha256(id.utf8.span.bytes),
      request: Array(id.utf8), isSameRequest: { _ in true },
      sealedRefusal: { _, _ in Array("sealed".utf8) },
      decide: { _ in
        appends.isEmpty ? .refuse(code: "empty", message: "") : .append(appends)
      })
  }

  static func required<T>(_ value: T?) throws -> T {
    guard let value else { throw CocoaError(.featureUnsupported) }
    return value
  }
}
