import ArgumentParser
import Foundation
import Replay
import Testing
import Transparency

@testable import dealledger_replay

@Suite struct `The auditor's command` {
  @Test func `ends with 0 where the ledger holds`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    #expect(try status(of: [copy.path]) == 0)
    #expect(try status(of: [copy.path, "--level", "2", "--json"]) == 0)
    #expect(try status(of: [copy.path + "/log", "--since", "100"]) == 0)
  }

  @Test func `ends with 1 where it does not`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.tamperWithFile { $0.removeLast($0.count / 2) }
    #expect(try status(of: [copy.path]) == 1)
  }

  @Test func `ends with 2 where it cannot tell`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 0)
    let copy = try LedgerCopy(ofLedgerAt: ledger.path)
    #expect(try status(of: [copy.path]) == 2)
  }

  @Test func `takes a checkpoint from outside`() async throws {
    let ledger = try await SampleLedger.made()
    let copy = try LedgerCopy(of: ledger)
    let note = copy.path + "/kept.txt"
    try Data(ledger.checkpoints[0]).write(to: URL(filePath: note))
    let options = ["--checkpoint", note, "--key", "\(ledger.verifierKey)"]
    #expect(try status(of: [copy.path] + options) == 0)
    let other = try NoteSigningKey(generatingAs: "example.org/replayed").verifierKey
    #expect(try status(of: [copy.path, "--checkpoint", note, "--key", "\(other)"]) == 1)
    #expect(try status(of: [copy.path, "--checkpoint", note + "x", "--key", "\(other)"]) == 66)
  }

  @Test func `takes keys from another folder`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    let moved = copy.path + "/elsewhere"
    try FileManager.default.moveItem(atPath: copy.keysPath, toPath: moved)
    try copy.tamper {
      let line = try $0.sealedLine { _ in true }
      try $0.change(of: line) { $0[29] ^= 1 }
    }
    // What the ciphertext hides is found with keys only.
    #expect(try status(of: [copy.path, "--level", "3"]) == 0)
    #expect(try status(of: [copy.path, "--level", "3", "--keys", moved]) == 1)
    #expect(try status(of: [copy.path + "/log", "--level", "3", "--keys", moved]) == 1)
  }

  @Test func `ends with 2 where older keys do not open all`() async throws {
    let ledger = try await ForgedLedger("D05", commands: 3)
    let older = try LedgerCopy(ofLedgerAt: ledger.path)
    try await ledger.submit(try SampleLedger.lines(of: "D14")[0])
    let copy = try LedgerCopy(ofLedgerAt: ledger.path)
    #expect(try status(of: [copy.path, "--keys", older.keysPath]) == 2)
    #expect(try status(of: [copy.path]) == 0)
  }

  @Test func `finds out by itself that it is given a bundle`() async throws {
    let sample = try await SampleBundles.made()
    let folder = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (path, cut) = (folder + "/a.bundle", folder + "/cut.bundle")
    try Data(sample[.deal]).write(to: URL(filePath: path))
    try Data(sample[.deal].dropLast(100)).write(to: URL(filePath: cut))
    #expect(try status(of: [path, "--key", "\(sample.key)"]) == 0)
    #expect(
      try status(of: [path, "--key", "\(sample.key)", "--keys", sample.ledger + "/keys"]) == 0)
    #expect(try status(of: [path]) == 2)
    #expect(try status(of: [cut, "--key", "\(sample.key)"]) == 1)
    #expect(try status(of: [path, "--key", "\(sample.key)", "--since", "3"]) == 64)
    #expect(try status(of: [path + ".none"]) == 66)
  }

  @Test func `ends with 66 where there is no ledger`() throws {
    #expect(try status(of: ["nowhere/\(UUID())"]) == 66)
  }

  @Test(arguments: [
    ["--level", "5"], ["--level", "0"], ["--since", "-1"], ["--checkpoint", "x"],
    ["--key", "no key"], ["--fast"],
  ])
  func `ends with 64 where it is called wrongly`(_ arguments: [String]) async throws {
    let copy = try LedgerCopy(of: try await .made())
    #expect(try status(of: [copy.path] + arguments) == 64)
  }

  private func status(of arguments: [String]) throws -> Int32 {
    do {
      let command = try ReplayCommand.parse(arguments + ["--quiet"])
      try command.run()
      return 0
    } catch {
      return ReplayCommand.exitCode(for: error).rawValue
    }
  }
}
