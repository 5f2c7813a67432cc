import ArgumentParser
import Foundation
import Testing

@testable import dealledger

@Suite struct `The program` {
  /// Every command and subcommand.
  private static var commands: [any ParsableCommand.Type] {
    let configuration = DealLedger.configuration
    let groups = configuration.groupedSubcommands.flatMap(\.subcommands)
    return (configuration.subcommands + groups).flatMap { [$0] + $0.configuration.subcommands }
  }

  @Test func `gives an example with each command`() {
    #expect(Self.commands.count > 40)
    for command in Self.commands where command.configuration.subcommands.isEmpty {
      #expect(
        command.configuration.discussion.contains("dealledger "), "\(command)")
      #expect(!command.configuration.abstract.isEmpty, "\(command)")
    }
  }

  @Test func `answers a call that makes no sense with 64, and help with 0`() throws {
    for call in [
      ["nonsense"], ["log", "--limit", "x"], ["event"], ["log", "--limit", "-1"], ["show"],
    ] {
      let result = try Program.run(call)
      #expect(result.status == 64, "\(call)")
      #expect(result.output.isEmpty, "\(call)")
      #expect(!result.errors.isEmpty)
    }
    #expect(try Program.run(["--help"]).status == 0)
    #expect(try Program.run(["offer", "--help"]).text.contains("Examples:"))
    #expect(try Program.run(["--version"]).status == 0)
  }

  @Test(arguments: ["log", "list", "checkpoint create", "history D1", "submit -", "verify"])
  func `says where there is no ledger, and how to make one`(call: String) throws {
    let folder = try TemporaryFolder()
    for path in [folder.path, folder.path + "/none"] {
      let result = try Program.run(
        call.split(separator: " ").map(String.init) + ["--ledger", path])
      #expect(result.status == 66, "\(result.errors)")
      #expect(result.errors.contains("dealledger init"), "\(result.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `names the format of a ledger that it does not know`() throws {
    let bench = try Bench()
    let file = URL(filePath: bench.ledger + "/log/data.mdb")
    var data = try Data(contentsOf: file)
    while let place = data.range(of: Data("format1".utf8)) {
      data.replaceSubrange(place, with: Data("format9".utf8))
    }
    try data.write(to: file)
    let result = try bench.run("log")
    #expect(result.status == 65)
    #expect(result.errors.contains("format 9"))
  }

  @Test func `does not fall over bytes that are no ledger`() throws {
    let bench = try Bench()
    let file = URL(filePath: bench.ledger + "/log/data.mdb")
    for size in [0, 100, 8192, 20_000] {
      try Data(repeating: 0x5A, count: size).write(to: file)
      let result = try bench.run("log")
      #expect([65, 66].contains(result.status), "\(size): \(result.status) \(result.errors)")
      #expect(result.errors.contains("next: "))
    }
  }

  @Test func `says that a full disk takes no more`() throws {
    let bench = try Bench()
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "\(Program.url.path) log --ledger \(bench.ledger) >/dev/full"]
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    let told = try errors.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 74)
    #expect(String(decoding: told, as: UTF8.self).contains("next: make room"))
  }

  @Test func `says what it may not read`() throws {
    let bench = try Bench()
    try setPermissions(0, of: bench.ledger + "/log")
    defer { try? setPermissions(0o700, of: bench.ledger + "/log") }
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", try unprivileged("log --ledger \(bench.ledger)", in: bench)]
    let errors = Pipe()
    shell.standardError = errors
    try shell.run()
    let told = try errors.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 77)
    #expect(String(decoding: told, as: UTF8.self).contains("next: ask the owner"))
  }

  /// The program as a user who is not root, to whom nothing is denied; root runs a copy, since the
  /// program itself may lie where others do not come.
  private func unprivileged(_ arguments: String, in bench: Bench) throws -> String {
    guard geteuid() == 0 else { return "\(Program.url.path) \(arguments)" }
    let copy = bench.folder.path + "/program"
    try FileManager.default.copyItem(atPath: Program.url.path, toPath: copy)
    for path in [bench.folder.path, copy] { try setPermissions(0o755, of: path) }
    return "setpriv --reuid=65534 --regid=65534 --clear-groups \(copy) \(arguments)"
  }

  private func setPermissions(_ permissions: Int, of path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
  }
}
