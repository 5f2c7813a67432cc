public import DealRecords
public import Deals
public import EventLog
import Keyring
public import Replay

/// One ledger: it takes commands, and signs and shows what the log holds.
public final class Ledger: Sendable {
  public let folder: LedgerFolder
  /// The ledger's first fact.
  public let identity: LedgerCreated
  public let store: EventStore
  let keysFolder: String
  let access: EventStore.Access
  let clock: ClockWatch
  let states: StateCache
  /// Those whose keys are to be destroyed as soon as their batch is durable.
  let erasures: PendingErasures
  let securing: Securing
  let chance: Chance
  private let sealing: Result<Vault, KeyringFault>

  /// Opens the ledger in a folder.
  ///
  /// - Parameters:
  ///   - keys: Where the keys are kept; nil for the ledger's own folder.
  ///   - clock: The system's clock, or a test's.
  ///   - elapsed: What has passed since some moment, whatever the clock is set to.
  ///   - boot: Which start of the machine it is, to watch the clock from process to process; nil to
  ///     watch it in this one alone.
  public convenience init(
    at path: String, access: EventStore.Access = .readWrite, keys: String? = nil,
    clock: @escaping @Sendable () -> Instant = { .now },
    elapsed: @escaping @Sendable () -> Duration = { .sinceBoot }, boot: String? = nil
  ) throws(LedgerFault) {
    try self.init(
      at: path, access: access, keys: keys, clock: clock, elapsed: elapsed, boot: boot,
      chance: Chance())
  }

  /// Opens a key ring; tests give one that tells them of its steps.
  typealias KeysOpening = (String, String, Keyring.Access) throws(KeyringFault) -> Keyring

  init(
    at path: String, access: EventStore.Access = .readWrite, keys: String? = nil,
    clock: @escaping @Sendable () -> Instant = { .now },
    elapsed: @escaping @Sendable () -> Duration = { .sinceBoot }, boot: String? = nil,
    chance: Chance = Chance(), mayLackSigned: Bool = false,
    openingKeys: KeysOpening = { folder, ledger, access throws(KeyringFault) in
      try Keyring(folder: folder, ledger: ledger, access: access)
    }
  ) throws(LedgerFault) {
    let folder = LedgerFolder(path)
    if access == .readWrite {
      for path in [folder.path, keys ?? folder.keys] { try Files.requireOwn(path) }
    }
    let (states, erasures, securing) = (StateCache(), PendingErasures(), Securing())
    do throws(LogFault) {
      store = try EventStore(
        folder: folder.log, access: access,
        abandoned: {
          states.forget()
          erasures.abandon()
          securing.abandon()
        },
        securing: { () throws(LogFault) in try securing.run() })
    } catch .notALog {
      throw .noLedger(path: path)
    } catch {
      throw .log(error)
    }
    (self.folder, self.states, keysFolder) = (folder, states, keys ?? folder.keys)
    (self.erasures, self.securing, self.access) = (erasures, securing, access)
    self.chance = chance
    self.clock = ClockWatch(
      wall: clock, elapsed: elapsed, boot: boot, keptAt: folder.clock, keeps: access == .readWrite)
    identity = try Self.identity(in: store)
    sealing = Self.sealing(in: keysFolder, of: identity, access, openingKeys)
    if let vault { securing.take(vault.keyring) }
    if access == .readWrite {
      try requireOwnRules()
      if !mayLackSigned { try requireNoLoss() }
    }
    try carryOutErasures()
  }

  private static func sealing(
    in folder: String, of identity: LedgerCreated, _ access: EventStore.Access,
    _ opening: KeysOpening
  ) -> Result<Vault, KeyringFault> {
    let ledger = identity.ledger.text
    return Result { () throws(KeyringFault) in
      let keyring = try opening(folder, ledger, access == .readWrite ? .readWrite : .readOnly)
      return Vault(keyring, ledger: ledger)
    }
  }

  /// What opens sealed values, or why nothing does.
  var keysAtHand: Result<Vault, KeyringFault> { sealing }

  /// What opens sealed values; nil where the keys are not at hand, which is no fault in a reader.
  public var vault: Vault? { try? sealing.get() }

  /// What seals and opens; throws where the keys are not at hand, and says why.
  public func requireVault() throws(LedgerFault) -> Vault {
    try keyed { () throws(KeyringFault) in try sealing.get() }
  }

  /// Ends the writer, once it has written what was submitted.
  public func close() { store.close() }

  private static func identity(in store: EventStore) throws(LedgerFault) -> LedgerCreated {
    try logged {
      () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        guard let line = try snapshot.line(at: .first) else { throw .damaged("line 0 is missing") }
        return try LedgerCreated(readingFrom: line)
      }
    }
  }
}

extension LedgerCreated {
  /// Reads line 0.
  public init(readingFrom line: RawSpan) throws(LogFault) {
    do throws(LineFault) {
      let view = try LineView(line)
      guard case .ledger(.created(let created)) = try? Fact(type: view.type, data: view.data)
      else { throw LineFault.malformedAttribute("type") }
      self = created
    } catch {
      throw .damaged("position 0: \(error)")
    }
  }
}

/// Runs a call to the log, and says of what it throws that the log threw it.
func logged<Result>(_ body: () throws(LogFault) -> Result) throws(LedgerFault) -> Result {
  do throws(LogFault) {
    return try body()
  } catch {
    throw .log(error)
  }
}
