import EventLog
import Foundation
import Ledger
import Replay
import Synchronization
import Testing
import Transparency
import Witnesses

/// A witness of this process, asked without a network.
private final class NearWitness: Sendable {
  let folder = WitnessFolder(NSTemporaryDirectory() + "witness-" + UUID().uuidString)
  let witness: Witness
  var key: CosignatureVerifierKey { witness.verifierKey }

  init(_ name: String, trusting ledger: Ledger) throws {
    _ = try folder.create(named: name)
    try folder.trust(TrustedLog(NoteVerifierKey(parsing: ledger.verifierKey)))
    witness = try Witness(folder)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder.path) }

  var address: WitnessAddress {
    get throws { try WitnessAddress(key, at: "http://\(key.name)") }
  }

  func reply(_ body: [UInt8]) -> WitnessCalls.Reply {
    switch try? witness.answer(body.span.bytes) {
    case .cosigned(let signature): .init(status: 200, body: Array("\(signature)\n".utf8))
    case .refused(.conflict(let size)): .init(status: 409, body: Array("\(size)\n".utf8))
    case .refused, nil: .init(status: 422, body: [])
    }
  }
}

@Suite struct `A cosigned checkpoint` {
  let ledger: Ledger
  private let first, second: NearWitness
  private let folder: TemporaryLedger

  init() throws {
    folder = try TemporaryLedger()
    ledger = folder.ledger
    first = try NearWitness("first.example", trusting: ledger)
    second = try NearWitness("second.example", trusting: ledger)
  }

  /// Reaches those of the two that answer.
  private func calls(
    answering: [NearWitness], missing: @escaping @Sendable (String) -> Void = { _ in }
  ) -> WitnessCalls {
    WitnessCalls(
      send: { url, body in
        guard let witness = answering.first(where: { url == "http://\($0.key.name)" }) else {
          return .failure(WitnessCalls.Failure("it is away"))
        }
        return .success(witness.reply(body))
      },
      report: { witness, _ in missing(witness.name) })
  }

  private func kept() throws -> SignedNote {
    let last = try #require(try ledger.checkpoints().last)
    return try SignedNote(parsing: last.note.span.bytes)
  }

  @Test func `bears what those gave who answered, and in time what the others give`() async throws {
    try await ledger.name([first.address, second.address])
    let missing = Mutex<[String]>([])
    let alone = try await ledger.createCheckpoint(
      asking: calls(answering: [first]) { name in missing.withLock { $0.append(name) } })
    #expect(missing.withLock { $0 } == ["second.example"])
    #expect(try ledger.missingCosignatures(of: alone).map(\.witness) == [second.key])
    #expect(try kept() == alone)

    let both = try await ledger.createCheckpoint(asking: calls(answering: [second]))
    #expect(try ledger.missingCosignatures(of: both).isEmpty)
    #expect(both.rendered.hasPrefix(alone.rendered))
    #expect(try kept() == both)
  }

  @Test func `keeps every signature that is given at the same time`() async throws {
    try await ledger.name([first.address, second.address])
    _ = try await ledger.createCheckpoint()
    async let one = ledger.createCheckpoint(asking: calls(answering: [first]))
    async let other = ledger.createCheckpoint(asking: calls(answering: [second]))
    _ = try await (one, other)
    #expect(try kept().missingCosignatures(of: [first.key, second.key]).isEmpty)
  }

  @Test func `is asked for from where the witness stands, across tiles`() async throws {
    try await ledger.name([first.address])
    for batch in 0..<4 {
      _ = try await folder.submit((0..<90).map { Commands.propose("D-\(batch)-\($0)") })
      // Every other one is not shown to the witness.
      let asked = batch.isMultiple(of: 2) ? [first] : []
      let note = try await ledger.createCheckpoint(asking: calls(answering: asked))
      #expect(try ledger.missingCosignatures(of: note).isEmpty == !asked.isEmpty)
    }
    #expect(try first.folder.head(of: "example.org/test")?.size == 2 + 3 * 90)
  }

  @Test func `loses no witness unless that is said`() async throws {
    try await ledger.name([first.address, second.address])
    await #expect(throws: LedgerFault.dropsWitnesses(["second.example"])) {
      try await ledger.name([first.address])
    }
    #expect(try ledger.witnesses().map(\.key) == [first.key, second.key])
    #expect(try await ledger.name([first.address], mayDrop: true))
    #expect(try await !ledger.name([first.address]))
    #expect(try ledger.witnesses().map(\.key) == [first.key])
  }

  @Test func `is demanded by the replay, which names who is missing`() async throws {
    try await ledger.name([first.address, second.address])
    _ = try await ledger.createCheckpoint(asking: calls(answering: [first]))
    ledger.close()
    var options = ReplayOptions(level: .log)
    options.witnesses = [first.key]
    let holds = try Verifier(LedgerFolder(folder.path), options: options).run()
    #expect(holds.divergences.isEmpty)
    #expect(holds.notes.contains(.notCosigned(by: ["second.example"], size: 2)))
    options.witnesses = [first.key, second.key]
    let certificate = try Verifier(LedgerFolder(folder.path), options: options).run()
    #expect(certificate.divergences.map(\.code) == [.notCosigned])
    #expect(certificate.divergences.first?.message.contains("second.example") == true)
  }
}
