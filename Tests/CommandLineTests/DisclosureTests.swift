import Foundation
import Testing

/// What each command tells of the deal of canaries, and to whom.
@Suite struct `A value that is not public` {
  private let bench: Bench

  init() throws { bench = try Bench.withCanaries() }

  private static let all = Set(CanaryDeal.classes)

  /// Each role, and the classes that it sees besides public.
  static let roles: [(role: String, sees: Set<String>)] = [
    ("officer", ["statistical", "authority", "parties"]),
    ("party", ["statistical", "parties", "sealed"]),
    ("auditor", ["statistical", "authority", "parties", "sealed"]),
    ("ministry", ["statistical", "authority"]), ("integrator", []), ("operator", []),
    ("privacyOfficer", ["personal"]),
  ]

  /// Each command, and the classes of which it has something to tell.
  private static let commands: [(call: String, tells: Set<String>)] = [
    ("show K1 --json", all), ("show K1", ["parties", "sealed", "personal"]),
    ("history K1 --json", all), ("history K1", all),
    ("history K1 --diff --json", ["parties"]), ("history K1 --diff", ["parties"]),
    ("event 1", ["statistical", "parties", "personal"]), ("event 7", ["authority"]),
    ("event 8", ["parties", "sealed"]),
    // Read models hold public values alone.
    ("list", []), ("list --json", []), ("search canary", []), ("search acme --json", []),
    // Stored lines hold digests.
    ("log", []), ("event 1 --raw", []), ("event 1 --json", []), ("event 1 --proof", []),
  ]

  private func check(_ sees: Set<String>, _ options: String...) throws {
    for (call, tells) in Self.commands {
      let arguments = call.split(separator: " ").map(String.init) + options
      let result = try Program.run(arguments + ["--ledger", bench.ledger])
      #expect(result.status == 0, "\(arguments): \(result.errors)")
      for disclosure in Self.all {
        let mark = CanaryDeal.mark(of: disclosure)
        let isDue = tells.contains(disclosure) && sees.contains(disclosure)
        #expect(result.text.contains(mark) == isDue, "\(arguments): \(disclosure)")
        #expect(!result.errors.contains(mark), "\(arguments): \(disclosure)")
      }
      let isSealed = result.text.contains("sealed")
      if !tells.isSubset(of: sees) { #expect(isSealed, "\(arguments)") }
    }
  }

  @Test(arguments: roles)
  func `is shown to a role that sees its class, and sealed to others`(
    role: String, sees: Set<String>
  ) throws {
    try check(sees, "--as", role)
  }

  @Test func `is shown by default where the keys are at hand`() throws { try check(Self.all) }

  @Test func `is sealed where no keys are at hand, to whatever role`() throws {
    let nowhere = bench.folder.path + "/no-keys"
    try check([], "--keys", nowhere)
    try check([], "--keys", nowhere, "--as", "auditor")
  }

  @Test(arguments: ["ring-1.keys", "epoch-1.key"])
  func `is sealed where a file of the keys is lost`(name: String) throws {
    try FileManager.default.removeItem(atPath: bench.ledger + "/keys/" + name)
    try check([])
  }

  @Test func `is missed with a word about the keys, unless nobody wants to hear it`() throws {
    func errors(_ more: String...) throws -> String {
      try Program.run(["show", "K1", "--ledger", bench.ledger] + more).errors
    }
    let nowhere = bench.folder.path + "/no-keys"
    let told = try errors("--keys", nowhere)
    #expect(told.hasPrefix("no keys are at hand") && told.contains(nowhere))
    #expect(told.split(separator: "\n").count == 1)
    #expect(try errors("--keys", nowhere, "--quiet").isEmpty)
    #expect(try errors("--keys", nowhere, "--as", "integrator").isEmpty)
    #expect(try errors().isEmpty)
  }

  @Test func `stands in lines as a digest, whoever reads and exports them`() throws {
    let log = try bench.log
    for (role, _) in Self.roles {
      let file = bench.folder.url(role)
      let export = try bench.run("export", "cloudevents", "-o", file.path, "--as", role)
      #expect(export.status == 0, "\(export.errors)")
      #expect(try Data(contentsOf: file) == log)
      #expect(try bench.run("log", "--as", role).output == log)
    }
  }

  @Test func `of a restricted person is sealed to everybody`() throws {
    let restricted = try bench.submit([CanaryDeal.restriction(9)])
    #expect(restricted.first?["outcome"] as? String == "accepted", "\(restricted)")
    try check(Self.all.subtracting(["personal"]))
    try check([], "--as", "privacyOfficer")
  }
}
