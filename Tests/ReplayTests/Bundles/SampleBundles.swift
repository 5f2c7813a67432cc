import Bundles
import DealRecords
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

@testable import Replay

/// Bundles of one ledger of real deals, made once, and the key that signed them.
struct SampleBundles: Sendable {
  static let deal = "deal/D06"

  let ledger: String
  let signingKey: NoteSigningKey
  var key: NoteVerifierKey { signingKey.verifierKey }
  /// A checkpoint kept from before the last deals.
  let kept: Checkpoint
  let keptNote: [UInt8]
  private let bundles: [Kind: [UInt8]]

  enum Kind: String, CaseIterable, Sendable {
    case whole, deal, party, otherDeal, absent, type, emptyType, after, bare

    var order: BundleOrder {
      get throws {
        switch self {
        case .whole: BundleOrder(with: [.requests, .refusals])
        case .deal: BundleOrder(filter: .subject(try StreamName(deal)), with: [.requests])
        case .party: BundleOrder(filter: .subject(try StreamName("party/caih")), with: [.requests])
        case .otherDeal: BundleOrder(filter: .subject(try StreamName("deal/D05")))
        case .absent: BundleOrder(filter: .subject(try StreamName("deal/NONE")))
        case .type: BundleOrder(filter: .type("deal.signed.v1"), with: [.requests, .refusals])
        case .emptyType: BundleOrder(filter: .type("deal.unheard-of.v1"))
        case .after, .bare: BundleOrder()
        }
      }
    }

    private var deal: String { SampleBundles.deal }
  }

  subscript(kind: Kind) -> [UInt8] { bundles[kind] ?? [] }

  private static let folder = FileManager.default.temporaryDirectory
    .appending(path: "bundles-\(UUID())").path
  private static let making = Task { try await SampleBundles() }

  static func made() async throws -> SampleBundles { try await making.value }

  private init() async throws {
    ledger = Self.folder
    atexit { try? FileManager.default.removeItem(atPath: SampleBundles.folder) }
    try Ledger.create(at: ledger, LedgerPlan(origin: "example.org/bundled", clock: .history))
    let open = try Ledger(at: ledger)
    defer { open.close() }
    for name in ["P01", "D05"] { try await Self.submit(name, to: open) }
    try await open.recordHeads()
    let before = try await open.createCheckpoint()
    (kept, keptNote) = (try Checkpoint(parsing: before.text), Array(before.rendered.utf8))
    for name in ["D06", "D09"] { try await Self.submit(name, to: open) }
    try await open.recordHeads()
    let note = try await open.createCheckpoint()
    signingKey = try NoteSigningKey(
      parsing: String(contentsOfFile: ledger + "/keys/log.key", encoding: .utf8)
        .trimmingCharacters(in: .newlines))
    var bundles: [Kind: [UInt8]] = [:]
    for kind in Kind.allCases {
      var order = try kind.order
      if kind == .after { order.first = kept.size }
      bundles[kind] = try BundleExport(order, of: open.store, signed: note).bytes()
    }
    self.bundles = bundles
  }

  /// Submits a scenario, and its first command twice: what is refused stands in the refusals.
  private static func submit(_ name: String, to ledger: Ledger) async throws {
    let lines = try SampleLedger.lines(of: name)
    try await ledger.submit((lines + lines.prefix(1)).map { IncomingCommand(Array($0.utf8)) }) {
      _, _ in
    }
  }

  func verify(
    _ bytes: [UInt8], level: ReplayLevel = .decisions, checkpoint: [UInt8]? = nil,
    keys: String? = nil
  ) throws -> Certificate {
    try BundleVerifier(
      bytes, options: ReplayOptions(level: level, key: key, checkpoint: checkpoint, keys: keys)
    ).run()
  }
}

extension BundleExport {
  /// All of the bundle.
  consuming func bytes(page: Int = 1 << 12) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while try write(to: &bytes, filling: page) {}
    return bytes
  }
}
