import DealRecords
import Deals
import Disclosures
import EventLog
import Foundation
import Ledger
import Testing

@Suite struct `A disclosure is refused` {
  let bench: DisclosureBench

  init() async throws { bench = try await DisclosureBench() }

  @Test(arguments: [
    ("colour", FieldRefusal.Problem.unknown), ("parties/7/kind", .unknown),
    ("parties/0/colour", .unknown), ("paymentt", .unknown), ("title", .public),
    ("title/en", .public), ("parties/0/country", .public), ("time", .public),
    ("parties", .holder), ("parties/0", .holder), ("data", .holder),
    ("parties/1/contact/email", .part(of: FieldPath(["data", "parties", "1", "contact"]))),
  ])
  func `by name, with what can be shown instead`(
    field: String, problem: FieldRefusal.Problem
  ) throws {
    let refusal = try #require(fieldRefusal(of: "programme,\(field)", at: DisclosureBench.proposed))
    #expect(refusal.field == field)
    #expect(refusal.problem == problem)
    let names = refusal.disclosable.map(\.description)
    #expect(names.contains("data/parties/1/kind"))
    #expect(!names.contains { $0.hasSuffix("contact") || $0.hasSuffix("country") })
  }

  @Test func `by the deal's rules: class, role and state`() async throws {
    let proposed = DisclosureBench.proposed
    let corrected = try bench.position(of: "deal.record-corrected.v1")
    _ = try await bench.temporary.submit(Commands.propose("D2", at: "2021-12-02T00:00:00Z"))
    let unsigned = GlobalPosition(try bench.ledger.size - 1)
    let size = try bench.ledger.size
    for (fields, position, role, code) in [
      ("parties/1/contact", proposed, ActorRole.registrar, "class-not-disclosable"),
      ("all", proposed, .registrar, "class-not-disclosable"),
      ("is", corrected, .registrar, "class-not-disclosable"),
      ("programme", proposed, .auditor, "role-not-allowed"),
      ("programme", unsigned, .registrar, "wrong-state"),
    ] {
      let outcome = try await bench.disclose(fields, at: position, role: role)
      #expect(outcome.refusal?.code == code, "\(fields)")
    }
    #expect(try bench.ledger.size == size)
    #expect(try bench.ledger.checkpoints().isEmpty)
    #expect(try bench.ledger.refusals().count == 5)
  }

  @Test(arguments: [("erase", Closure.erased), ("restrict", .restricted)])
  func `for what was erased or restricted, and for nothing beside it`(
    mode: String, closure: Closure
  ) async throws {
    #expect(try await bench.erase(mode: mode).code == "accepted")
    for fields in ["parties/1/contact", "all"] {
      let refusal = try #require(fieldRefusal(of: fields, at: DisclosureBench.proposed))
      #expect(refusal.field == "data/parties/1/contact")
      #expect(refusal.problem == .closed(.sealed([closure])))
    }
    #expect(
      fieldRefusal(of: "parties/1/kind,parties/0/contact", at: DisclosureBench.proposed) == nil)
  }

  @Test func `for what the reader's role does not see`() throws {
    let position = try bench.position(of: "deal.payment-recorded.v1")
    let shown: Set<DisclosureClass> = [.public, .statistical]
    let refusal = try #require(fieldRefusal(of: "amount", at: position, showing: shown))
    #expect(refusal.problem == .closed(.notForReader))
    #expect(refusal.disclosable.isEmpty)
  }

  @Test func `without the keys of the values, but for what shows none`() async throws {
    bench.ledger.close()
    let reader = try Ledger(at: bench.temporary.path, keys: try keysWithoutRing())
    let chosen = try reader.disclosableLine(
      at: DisclosureBench.proposed, showing: Set(DisclosureClass.allCases))
    let fault = #expect(throws: DisclosingFault.self) { try chosen.choosing(.all) }
    guard case .field(let refusal) = fault, case .closed(.noKeys) = refusal.problem else {
      Issue.record("\(String(describing: fault))")
      return
    }
    let made = try await bench.made("none", at: DisclosureBench.proposed, in: reader)
    #expect(try bench.verify(made.file).disclosed.isEmpty)
  }

  @Test func `without the log's key, before anything is recorded`() async throws {
    let size = try bench.ledger.size
    let key = bench.temporary.path + "/keys/log.key"
    try FileManager.default.removeItem(atPath: key)
    await #expect(throws: DisclosingFault.ledger(.noKey(path: key))) {
      _ = try await bench.disclose("programme", at: DisclosureBench.proposed)
    }
    #expect(try bench.ledger.size == size)
  }

  @Test func `where nothing stands`() throws {
    #expect(throws: DisclosingFault.ledger(.noSuchPosition(99))) {
      _ = try bench.choose("all", at: GlobalPosition(99))
    }
  }

  private func fieldRefusal(
    of fields: String, at position: GlobalPosition,
    showing shown: Set<DisclosureClass> = Set(DisclosureClass.allCases)
  ) -> FieldRefusal? {
    do throws(DisclosingFault) {
      _ = try bench.choose(fields, at: position, showing: shown)
      return nil
    } catch {
      guard case .field(let refusal) = error else { return nil }
      return refusal
    }
  }

  /// A folder with nothing but the log's signing key.
  private func keysWithoutRing() throws -> String {
    let keys = bench.temporary.path + "/other-keys"
    try FileManager.default.createDirectory(
      atPath: keys, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    try FileManager.default.copyItem(
      atPath: bench.temporary.path + "/keys/log.key", toPath: keys + "/log.key")
    return keys
  }
}
