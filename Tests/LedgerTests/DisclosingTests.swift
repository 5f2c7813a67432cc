import DealRecords
import Deals
import Disclosures
import EventLog
import Foundation
import Ledger
import Testing
import Transparency

@Suite struct `A disclosure` {
  let bench: DisclosureBench

  init() async throws { bench = try await DisclosureBench() }

  @Test func `shows all of a line, one field, or none`() async throws {
    let position = try bench.position(of: "deal.payment-recorded.v1")
    for (fields, shown) in [
      ("all", ["data/amount", "data/withholdingTax"]), ("amount", ["data/amount"]),
      ("data/amount", ["data/amount"]), ("/data/amount, amount", ["data/amount"]), ("none", []),
      ("", []),
    ] {
      let made = try await bench.made(fields, at: position)
      let line = try bench.verify(made.file)
      #expect(line.disclosed.map(\.path.description) == shown, "\(fields)")
      #expect(line.hidden.map(\.count).reduce(0, +) == 2 - shown.count)
      #expect(line == made.line)
      #expect(line.position == position.rawValue)
      guard shown.contains("data/amount") else { continue }
      #expect(
        String(decoding: line.disclosed[0].value, as: UTF8.self)
          == #"{"currency":"THB","value":"1250000.50"}"#)
    }
  }

  @Test func `shows a field of an object in a list, and none beside it`() async throws {
    let made = try await bench.made("parties/1/kind,programme", at: DisclosureBench.proposed)
    let line = try bench.verify(made.file)
    #expect(line.disclosed.map(\.path.description) == ["data/programme", "data/parties/1/kind"])
    #expect(
      line.disclosed.map { String(decoding: $0.value, as: UTF8.self) }
        == ["null", #""enterprise""#])
  }

  @Test func `is recorded before there is a file: to whom, what, and on what basis`() async throws {
    let size = try bench.ledger.size
    let position = try bench.position(of: "deal.payment-recorded.v1")
    let made = try await bench.made("amount", at: position)
    #expect(try bench.ledger.size == size + 1)
    guard case .accepted(let receipt) = made.record else {
      Issue.record("\(String(describing: made.record))")
      return
    }
    let place = try #require(receipt.last?.position)
    let event = try #require(
      try bench.ledger.event(at: place, showing: [.public])?.fact)
    guard case .deal(.disclosureMade(let disclosure)) = event else {
      Issue.record("\(event)")
      return
    }
    #expect(disclosure.recipient.text == "Ministry (invented)")
    #expect(disclosure.legalBasis?.text == "yearly report (invented)")
    #expect(disclosure.fieldClasses == [.parties])
    #expect(disclosure.fieldPaths?.map(\.text) == ["data/amount"])
    #expect(disclosure.position == Count(Int(position.rawValue)))
  }

  @Test func `of no field, or of a line outside deals, needs no record`() async throws {
    let size = try bench.ledger.size
    #expect(try await bench.made("none", at: DisclosureBench.proposed).record == nil)
    let made = try await bench.made("all", at: .first)
    #expect(made.record == nil)
    #expect(try bench.verify(made.file).position == 0)
    #expect(try bench.ledger.size == size)
  }

  @Test func `of a deal's field to nobody is not made`() async throws {
    let chosen = try bench.choose("programme", at: DisclosureBench.proposed)
    await #expect(throws: DisclosingFault.noRecipient) {
      _ = try await bench.ledger.disclose(chosen, by: nil)
    }
  }

  @Test func `signs a checkpoint where none covers the line, and no other`() async throws {
    let first = try await bench.made("programme", at: DisclosureBench.proposed)
    #expect(first.isNewlySigned)
    let second = try await bench.made("amount", at: bench.position(of: "deal.payment-recorded.v1"))
    #expect(!second.isNewlySigned)
    #expect(second.line.checkpoint == first.line.checkpoint)
    // The record of the first stands in the log that was signed for it; that of the second does not.
    let record = try #require(try bench.ledger.lines().last?["id"].flatMap { UInt64($0) })
    #expect(try await bench.made("none", at: GlobalPosition(record)).isNewlySigned)
  }

  @Test func `ordered again under its id is made again and recorded once`() async throws {
    let first = try await bench.made("programme", at: DisclosureBench.proposed, id: "d-1")
    let size = try bench.ledger.size
    let second = try await bench.made("programme", at: DisclosureBench.proposed, id: "d-1")
    #expect(second.record?.name == "repeated")
    #expect(second.file == first.file)
    #expect(try bench.ledger.size == size)
    let other = try await bench.disclose("trl", at: DisclosureBench.proposed, id: "d-1")
    #expect(other.refusal?.code == "command-id-reused")
  }

  @Test func `made before an erasure still verifies after it`() async throws {
    let before = try await bench.made("parties/1/kind", at: DisclosureBench.proposed)
    #expect(try await bench.erase(mode: "erase").code == "accepted")
    #expect(try bench.verify(before.file) == before.line)
    let after = try await bench.made("parties/1/kind", at: DisclosureBench.proposed)
    #expect(try bench.verify(after.file).disclosed == before.line.disclosed)
  }
}

extension DisclosingOutcome {
  var refusal: CommandOutcome? {
    guard case .refused(let outcome) = self else { return nil }
    return outcome
  }
}
