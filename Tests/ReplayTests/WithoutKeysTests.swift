import EventLog
import Foundation
import Replay
import Testing

@Suite struct `A replay without keys` {
  @Test(arguments: ["absent", "lost", "exposed", "foreign"])
  func `finds that what everybody may see holds, and says what it lacks`(
    _ keys: String
  ) async throws {
    let copy = try LedgerCopy(of: try await .made())
    let certificate = try copy.verify(
      ReplayOptions(level: .decisions, keys: try await copy.keys(thatAre: keys)))
    #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
    for level in [ReplayLevel.storage, .log, .decisions] {
      #expect(certificate.verdict(of: level) == .holds)
    }
    let why = try #require(certificate.notes.compactMap(\.lackOfKeys).first)
    #expect(why.contains(Self.words[keys] ?? ""), "\(why)")
  }

  private static let words = [
    "absent": "nowhere is missing", "lost": "is missing", "exposed": "set its mode to 0600",
    "foreign": "belongs to the ledger",
  ]

  @Test func `opens nothing, decides nothing again, and counts both`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    let (all, without) = (try copy.verify(), try copy.verify(.withoutKeys))
    let counts = without.counts
    #expect(counts.legalEvents == without.size)
    #expect(counts.decidedAgain == 0)
    #expect(counts.openedLines == 0)
    #expect(counts.closedCommands == counts.commands)
    #expect(counts.closedLines == all.counts.openedLines)
    #expect(all.counts.closedCommands + all.counts.closedLines == 0)
    #expect(all.root == without.root)
  }

  @Test func `is said in words and in JSON`() async throws {
    let certificate = try LedgerCopy(of: try await .made()).verify(.withoutKeys)
    #expect(certificate.text.plain.contains("commands not opened"))
    #expect(certificate.text.plain.contains("lines not opened"))
    #expect(certificate.json.contains(#""code":"without-keys""#))
    #expect(certificate.json.contains(#""closedCommands":"#))
  }

  @Test func `finds an event that does not follow`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 6)
    try await ledger.forge(
      """
      {"command":"CloseDeal","deal":"D05","at":"2016-07-01T02:00:00Z",\
      "actor":{"party":"ynnu","role":"party"},"data":{"outcome":"fulfilled"}}
      """
    ) { try $0.append(.closing) }
    #expect(try ledger.verify(.withoutKeys).codes == [.illegalEvent])
  }
}

@Suite struct `A replay with an older copy of the keys` {
  @Test func `cannot tell of what was sealed since, and names the first place`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 9)
    let older = try LedgerCopy(ofLedgerAt: ledger.path)
    let size = try ledger.verify().size
    try await ledger.submit(try SampleLedger.lines(of: "D14")[0])
    let certificate = try ledger.verify(ReplayOptions(level: .decisions, keys: older.keysPath))
    #expect(certificate.exitCode == 2, "\(certificate.text.plain)")
    #expect(certificate.divergences == [])
    #expect(certificate.verdict(of: .log) == .holds)
    #expect(certificate.verdict(of: .decisions) == .cannotTell)
    #expect(certificate.text.plain.contains("position \(size), deal/D14"))
    #expect(certificate.counts.closedCommands == 1)
    #expect(certificate.counts.decidedAgain == 9)
    #expect(certificate.counts.legalEvents == certificate.size)
  }

  @Test func `takes no command that was decided upon closed values for refused`() async throws {
    let ledger = try await ForgedLedger("D09", commands: 9)
    let older = try LedgerCopy(ofLedgerAt: ledger.path)
    for line in try SampleLedger.lines(of: "D09")[9..<20] { try await ledger.submit(line) }
    let certificate = try ledger.verify(ReplayOptions(level: .decisions, keys: older.keysPath))
    #expect(certificate.exitCode == 2, "\(certificate.text.plain)")
    #expect(certificate.divergences == [])
    #expect(certificate.counts.closedCommands > 0)
    #expect(certificate.counts.closedLines > 0)
  }
}

extension ReplayOptions {
  static var withoutKeys: ReplayOptions { ReplayOptions(level: .decisions, keys: "nowhere") }
}

extension CertificateNote {
  var lackOfKeys: String? {
    if case .withoutKeys(let why) = self { why } else { nil }
  }
}

extension LedgerCopy {
  /// Spoils the keys in one way, and answers which folder to look for them in.
  fileprivate func keys(thatAre condition: String) async throws -> String {
    let files = FileManager.default
    switch condition {
    case "absent": return path + "/nowhere"
    case "lost": try files.removeItem(atPath: keysPath + "/epoch-1.key")
    case "exposed":
      try files.setAttributes(
        [.posixPermissions: 0o644], ofItemAtPath: keysPath + "/epoch-1.key")
    case "foreign":
      let other = try await ForgedLedger("D05", commands: 1)
      try files.removeItem(atPath: keysPath)
      try files.copyItem(atPath: other.path + "/keys", toPath: keysPath)
    default: Issue.record("no keys are called \(condition)")
    }
    return keysPath
  }
}
