import Foundation
import Testing

@Suite struct `Submitting command files` {
  @Test func `prints one object for each command, with exactly these members`() throws {
    let bench = try Bench()
    let lines = try Scenarios.lines(of: "D14")
    let file = try bench.folder.write(lines.joined(separator: "\n") + "\n", as: "D14.ndjson")
    let first = try bench.run("submit", file, "--json")
    #expect(first.status == 0, "\(first.errors)")
    #expect(
      first.lines.first
        == #"{"line":1,"outcome":"accepted","command":"ProposeDeal","deal":"D14","#
        + #""revision":0,"position":1,"events":["deal.proposed.v1"]}"#)
    #expect(first.lines.count == lines.count)
  }

  @Test func `a second time repeats every receipt and writes nothing`() throws {
    let bench = try Bench()
    let first = try bench.submitScenarios()
    #expect(first.status == 0)
    let log = try bench.log
    let second = try bench.submitScenarios()
    #expect(second.status == 0)
    #expect(
      first.text.replacing(#""outcome":"accepted""#, with: #""outcome":"repeated""#) == second.text)
    #expect(try bench.log == log)
  }

  @Test func `names the file where several are given, and merges them by time`() throws {
    let bench = try Bench()
    let outcomes = try bench.submitScenarios().objects
    let expected = try Scenarios.files.reduce(0) { count, file in
      count + (try Scenarios.lines(of: file.deletingPathExtension().lastPathComponent).count)
    }
    #expect(outcomes.count == expected)
    #expect(outcomes.allSatisfy { $0["outcome"] as? String == "accepted" })
    let files = outcomes.compactMap { $0["file"] as? String }
    #expect(files.count == expected)
    #expect(files.first?.hasSuffix("D04.ndjson") == true)
    let events = try bench.run("log").objects.compactMap { $0["time"] as? String }
    #expect(events == events.sorted())
  }

  @Test func `takes each line on its own`() throws {
    let bench = try Bench()
    let lines = try Scenarios.lines(of: "D14")
    let mixed = [lines[0], "", "no JSON", "  \t ", lines[0], lines[1]]
    let file = try bench.folder.write(mixed.joined(separator: "\r\n"), as: "mixed.ndjson")
    let result = try bench.run("submit", file, "--json")
    #expect(result.status == 1)
    let outcomes = try result.objects
    #expect(outcomes.map { $0["line"] as? Int } == [1, 3, 5, 6])
    #expect(
      outcomes.map { $0["outcome"] as? String } == ["accepted", "invalid", "refused", "accepted"])
    #expect(outcomes[2]["code"] as? String == "deal-exists")
  }

  @Test func `reads standard input, and stops on the first refusal where it is told to`() throws {
    let bench = try Bench()
    let lines = try Scenarios.lines(of: "D14")
    let input = [lines[0], lines[0], lines[1]].joined(separator: "\n")
    let result = try bench.run("submit", "-", "--stop-on-refusal", "--json", input: input)
    #expect(result.status == 1)
    #expect(try result.objects.map { $0["outcome"] as? String } == ["accepted", "refused"])
    #expect(result.errors.contains("1 not taken"))
  }

  @Test func `without writing tells what would happen, each command after those before`() throws {
    let bench = try Bench()
    let log = try bench.log
    let files = Scenarios.files.map(\.path)
    let rehearsed = try Program.run(
      ["submit", "--dry-run", "--json", "--ledger", bench.ledger] + files)
    #expect(rehearsed.status == 0, "\(rehearsed.errors)")
    #expect(try bench.log == log)
    #expect(try bench.submitScenarios().text == rehearsed.text)
    let repeated = try Program.run(
      ["submit", "--dry-run", "--json", "--ledger", bench.ledger] + files)
    #expect(try repeated.objects.allSatisfy { $0["outcome"] as? String == "repeated" })
  }

  @Test func `shows people a line for each command, and a refusal with its next step`() throws {
    let bench = try Bench()
    let lines = try Scenarios.lines(of: "D14")
    let file = try bench.folder.write([lines[0], lines[0]].joined(separator: "\n"), as: "a.ndjson")
    let result = try bench.run("submit", file)
    #expect(result.lines.count == 3)
    #expect(result.lines[0].hasPrefix("1  accepted  ProposeDeal"))
    #expect(result.lines[1].contains("deal-exists"))
    #expect(result.errors == "1 accepted, 1 refused\n")
    #expect(!result.text.contains("\u{1B}"))
    let colored = try bench.run("submit", file, environment: ["CLICOLOR_FORCE": "1"])
    #expect(colored.text.contains("\u{1B}[31m"))
    let plain = try bench.run(
      "submit", file, environment: ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"])
    #expect(!plain.text.contains("\u{1B}"))
    #expect(try bench.run("submit", file, "--quiet").errors.isEmpty)
  }

  @Test func `names a file that is not there`() throws {
    let bench = try Bench()
    let result = try bench.run("submit", bench.folder.path + "/none.ndjson")
    #expect(result.status == 66)
    #expect(result.errors.contains("none.ndjson") && result.errors.contains("next: "))
    #expect(try bench.run("submit", bench.folder.path).status == 66)
  }
}
