public import DealRecords
public import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Transparency

/// How a new ledger is to be.
public struct LedgerPlan: Sendable {
  /// The name that its checkpoints and its key carry, best a host and path: `example.org/ledger`.
  public var origin: String
  public var clock: ClockMode
  /// How far back parties may date what they record, in days.
  public var backdateDays: Count
  /// How long personal data are kept, in days from the last event that recorded them.
  public var retentionDays: Count?
  /// The time of line 0 in a history ledger.
  public var from: LegalTime

  public init(
    origin: String, clock: ClockMode = .live, backdateDays: Count = 30,
    from: LegalTime = .blank
  ) {
    (self.origin, self.clock, self.backdateDays, self.from) = (origin, clock, backdateDays, from)
  }
}

extension Ledger {
  /// Makes a ledger with its keys, and writes line 0.
  ///
  /// It comes into being under another name and is renamed when it is whole, so that a crash leaves
  /// no half of one.
  public static func create(
    at path: String, keys: String? = nil, _ plan: LedgerPlan,
    clock: @escaping @Sendable () -> Instant = { .now }
  ) throws(LedgerFault) {
    try create(at: path, keys: keys, plan, clock: clock, chance: Chance())
  }

  static func create(
    at path: String, keys: String? = nil, _ plan: LedgerPlan,
    clock: @escaping @Sendable () -> Instant = { .now }, chance: Chance
  ) throws(LedgerFault) {
    let path = withoutSlashes(path)
    try requireRoom(at: path)
    let draft = path + ".\(UUID().uuidString.prefix(8)).draft"
    do throws(LedgerFault) {
      try makeFolders(draft, keys: keys)
      try found(LedgerFolder(draft), keys: keys, plan, clock, chance)
      for folder in [LedgerFolder(draft).log, draft] { try Files.sync(folder: folder) }
      try? FileManager.default.removeItem(atPath: path)  // an empty folder, or nothing
      try Files.rename(draft, to: path)
      try Files.sync(folder: URL(filePath: path).deletingLastPathComponent().path)
    } catch {
      try? FileManager.default.removeItem(atPath: draft)
      throw error
    }
  }

  /// The draft stands beside the folder, not in it.
  private static func withoutSlashes(_ path: String) -> String {
    let cut = path.prefix(1) + path.dropFirst().reversed().drop { $0 == "/" }.reversed()
    return String(cut)
  }

  /// A ledger may take the place of an empty folder, and of nothing else.
  private static func requireRoom(at path: String) throws(LedgerFault) {
    guard FileManager.default.fileExists(atPath: path) else {
      let parent = URL(filePath: path).deletingLastPathComponent().path
      guard
        (try? FileManager.default.createDirectory(
          atPath: parent, withIntermediateDirectories: true)) != nil
      else { throw .file(path: parent, problem: "the folder cannot be made") }
      return
    }
    guard let found = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw .file(path: path, problem: "is not a folder that can be read")
    }
    if found.contains("log") { throw .ledgerExists(path: path) }
    guard found.isEmpty else { throw .file(path: path, problem: "the folder is not empty") }
  }

  private static func makeFolders(_ draft: String, keys: String?) throws(LedgerFault) {
    let folder = LedgerFolder(draft)
    for path in [draft, folder.log, folder.models] { try Files.makeFolder(path) }
    if keys == nil { try Files.makeFolder(folder.keys) }
    if let keys, !FileManager.default.fileExists(atPath: keys) { try Files.makeFolder(keys) }
  }

  private static func found(
    _ folder: LedgerFolder, keys: String?, _ plan: LedgerPlan, _ clock: () -> Instant,
    _ chance: Chance
  ) throws(LedgerFault) {
    let keys = keys ?? folder.keys
    let found = Set((try? FileManager.default.contentsOfDirectory(atPath: keys)) ?? [])
    do throws(LedgerFault) {
      let key = try LogKey(folder: keys).make(named: plan.origin, drawing: chance.key)
      let created = try LedgerCreated(plan, key: key.verifierKey, as: chance.ledger())
      let vault = try makeVault(in: keys, for: created)
      try self.found(folder, created, at: plan.time(clock), vault, chance)
    } catch {
      // The keys of a ledger that never was would stand in the way of the next.
      let made = (try? FileManager.default.contentsOfDirectory(atPath: keys)) ?? []
      for name in made where !found.contains(name) {
        try? FileManager.default.removeItem(atPath: keys + "/" + name)
      }
      throw error
    }
  }

  private static func makeVault(
    in keys: String, for created: LedgerCreated
  ) throws(LedgerFault) -> Vault {
    let ledger = created.ledger.text
    return try keyed { () throws(KeyringFault) in
      try Keyring.create(in: keys, ledger: ledger)
      return Vault(
        try Keyring(folder: keys, ledger: ledger, access: .readWrite), ledger: ledger)
    }
  }

  private static func found(
    _ folder: LedgerFolder, _ created: LedgerCreated, at time: LegalTime, _ vault: Vault,
    _ chance: Chance
  ) throws(LedgerFault) {
    var findings = Findings()
    (findings.now, findings.sender) = (time.instant, Text(text: IncomingCommand.operator))
    let record = CommandRecord(
      request: encode(created, as: .command), findings: encode(findings, as: .event),
      salts: Salts(from: chance.forCommands))
    let request = try keyed { () throws(KeyringFault) in
      let request = try vault.seal(founding: record)
      try vault.keyring.sync()
      return request
    }
    let source = "/ledgers/\(created.ledger)/\(created.epoch.value)"
    try logged { () throws(LogFault) in
      let founding = Submission(
        id: try CommandID(CommandRecord.foundingID, from: IncomingCommand.operator),
        actor: ActorRole.system.rawValue, occurred: time.text, time: time.instant.recordTime,
        digest: record.digest, request: request, isSameRequest: { _ in false },
        sealedRefusal: { _, _ in [] },
        decide: { _ in .append([(.ledger, [NewEvent(.created(created))])]) })
      _ = try EventStore.create(folder: folder.log, source: source, founding: founding)
    }
  }
}

extension LedgerPlan {
  /// The time of line 0.
  fileprivate func time(_ clock: () -> Instant) -> LegalTime {
    self.clock == .history ? from : LegalTime(text: clock().text) ?? .blank
  }
}

extension LedgerCreated {
  init(_ plan: LedgerPlan, key: NoteVerifierKey, as ledger: Identifier) throws(LedgerFault) {
    guard let origin = Text(text: plan.origin), let key = Text(text: "\(key)") else {
      throw .badValue("the origin should be a text")
    }
    self.init()
    (backdateDays, clock, decider) = (plan.backdateDays, plan.clock, CommandRequest.decider)
    retentionDays = plan.retentionDays
    (epoch, format) = (0, Count(Int(EventStore.format) ?? 0))
    (self.key, self.origin, self.ledger) = (key, origin, ledger)
  }
}
