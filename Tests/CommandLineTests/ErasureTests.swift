import Foundation
import Testing

@Suite struct `The data of a person` {
  let bench: Bench
  private let at = "2021-10-01T02:00:00Z"
  private let line =
    #"{"command":"ProposeDeal","deal":"D1","at":"2021-09-13T02:00:00Z","actor":{"role":"party","party":"a","person":"p-1"},"data":{"type":["ASSIGNMENT"],"title":{"en":"Coating"},"parties":[{"party":"a","role":"assignor","country":"CN","name":"A (invented)","contact":{"name":"canary-ann","subject":"p-1"}},{"party":"b","role":"assignee","country":"TH","name":"B (invented)"}]}}"#

  init() throws {
    bench = try Bench()
    let outcome = try bench.submit([line]).first?["outcome"] as? String
    try #require(outcome == "accepted")
  }

  private func erase(_ arguments: String...) throws -> Program.Result {
    try Program.run(
      [
        "erase", "p-1", "--deal", "D1", "--basis", "a request", "--at", at, "--ledger",
        bench.ledger,
      ]
        + arguments)
  }

  @Test func `are erased by a verb, and reported`() throws {
    #expect(try bench.run("show", "D1", "--json").text.contains("canary-ann"))
    let backup = bench.folder.url("backup").path
    #expect(try bench.run("key", "backup", backup).status == 0)
    let erased = try erase()
    #expect(erased.status == 0, "\(erased.errors)")
    #expect(!(try bench.run("show", "D1", "--json").text.contains("canary-ann")))
    let report = try bench.run("erasure", "report", "p-1")
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.text.contains(backup))
    #expect(report.text.contains("erased"))
    #expect(!report.text.contains("canary-ann"))
    let object = try #require(try bench.run("erasure", "report", "p-1", "--json").objects.first)
    let places = try #require(object["places"] as? [[String: Any]])
    #expect(places.map { $0["standing"] as? String } == ["erased"])
    #expect((object["keyBackups"] as? [[String: Any]])?.count == 1)
    #expect(object["gone"] as? Bool == false)
    #expect(try bench.run("verify", "--level", "3").status == 0)
    #expect(try bench.run("key", "check").status == 0)
    let stale = try bench.run("key", "check", "--keys", backup)
    #expect(stale.status == 1)
    #expect(stale.text.contains("Not carried out"))
  }

  @Test func `are restricted where that is asked for`() throws {
    let restricted = try erase("--mode", "restrict", "--json")
    #expect(restricted.status == 0, "\(restricted.errors)")
    #expect(!(try bench.run("show", "D1", "--json").text.contains("canary-ann")))
    let report = try #require(try bench.run("erasure", "report", "p-1", "--json").objects.first)
    let orders = try #require(report["orders"] as? [[String: Any]])
    #expect(orders.map { $0["applied"] as? String } == ["restrict"])
  }

  @Test func `are kept in a dry run`() throws {
    let rehearsed = try erase("--dry-run")
    #expect(rehearsed.status == 0, "\(rehearsed.errors)")
    #expect(rehearsed.text.contains("erase"))
    #expect(try bench.run("show", "D1", "--json").text.contains("canary-ann"))
  }
}
