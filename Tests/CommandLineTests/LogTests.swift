import Foundation
import Testing

@Suite struct `The log` {
  @Test func `is exported byte for byte`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let file = bench.folder.url("out.ndjson")
    let export = try bench.run("export", "cloudevents", "-o", file.path)
    #expect(export.status == 0, "\(export.errors)")
    #expect(try Data(contentsOf: file) == bench.log)
  }

  @Test(arguments: [0, 1, 100, 3_000, 100_000])
  func `is exported on from where a file was torn`(cut: Int) throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let (log, file) = (try bench.log, bench.folder.url("out.ndjson"))
    try log.prefix(max(0, log.count - cut)).write(to: file)
    let export = try bench.run("export", "cloudevents", "-o", file.path, "--json")
    #expect(export.status == 0, "\(export.errors)")
    #expect(try Data(contentsOf: file) == log)
  }

  @Test func `is not exported into a file of something else`() throws {
    let (bench, other) = (try Bench(), try Bench())
    for content in ["my notes\n", "my notes", String(decoding: try other.log, as: UTF8.self)] {
      let path = try bench.folder.write(content, as: "notes.txt")
      let export = try bench.run("export", "cloudevents", "-o", path)
      #expect(export.status == 73)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == content)
    }
    let unknown = try bench.run("export", "parquet", "-o", bench.folder.path + "/x")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("cloudevents"))
  }

  @Test func `is printed in part by position, type and subject`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let all = try bench.run("log").lines
    #expect(try bench.run("log", "--limit", "3").lines == Array(all.prefix(3)))
    #expect(try bench.run("log", "--after", "600").lines == Array(all.dropFirst(601)))
    let signed = try bench.run("log", "--type", "deal.signed.v1", "--subject", "deal/D06")
    #expect(
      signed.lines
        == all.filter {
          $0.contains(#""subject":"deal/D06""#) && $0.hasSuffix(#""type":"deal.signed.v1"}"#)
        })
    #expect(signed.lines.count == 2)
    #expect(try bench.run("event", "7", "--raw").text == all[7] + "\n")
  }

  @Test func `followed, shows what another process writes, and ends when interrupted`() throws {
    let bench = try Bench()
    let out = bench.folder.url("followed")
    try Data().write(to: out)
    let follower = Process()
    follower.executableURL = Program.url
    follower.arguments = ["log", "--follow", "--ledger", bench.ledger]
    follower.standardOutput = try FileHandle(forWritingTo: out)
    try follower.run()
    defer { follower.terminate() }
    _ = try bench.submit(try Scenarios.lines(of: "D14"))
    let log = try bench.log
    let deadline = Date(timeIntervalSinceNow: 10)
    while try Data(contentsOf: out) != log, Date() < deadline { usleep(20_000) }
    #expect(try Data(contentsOf: out) == log)
    follower.interrupt()
    follower.waitUntilExit()
    #expect(follower.terminationStatus == 0)
  }

  @Test func `ends quietly when its reader goes away`() throws {
    let bench = try Bench()
    _ = try bench.submitScenarios()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = [
      "-c", "(\(Program.url.path) log --ledger \(bench.ledger) 2>&1; echo $? >&2) | head -c 10",
    ]
    let (output, errors) = (Pipe(), Pipe())
    (shell.standardOutput, shell.standardError) = (output, errors)
    try shell.run()
    shell.waitUntilExit()
    #expect(try output.fileHandleForReading.readToEnd()?.count == 10)
    let status = try #require(try errors.fileHandleForReading.readToEnd())
    #expect(String(decoding: status, as: UTF8.self) == "0\n")
  }
}
