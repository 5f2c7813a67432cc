import DealRecords
import Deals
import EventLog
import Foundation
import Keyring
import Replay
import Testing

/// A deal up to its approvals: an offer by one person, approved by another.
@Suite struct `After an erasure` {
  @Test func `what was erased is counted, and all else is decided again`() async throws {
    let ledger = try await ForgedLedger.erased(.erase)
    let certificate = try ledger.verify()
    #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
    #expect(certificate.divergences == [])
    let counts = certificate.counts
    // Both offers, and the four approvals that had to be another person's than the offers.
    #expect(counts.erasedCommands == 2 + 4)
    #expect(counts.erasedLines == 2)
    #expect(counts.decidedAgain + counts.erasedCommands == counts.commands - 1)
    #expect(counts.closedCommands + counts.closedLines == 0)
  }

  @Test func `what was decided without an erased value is counted beside it`() async throws {
    let counts = try await ForgedLedger.erased(.erase).verify().counts
    // Those that follow the first offer: six stand before it.
    #expect(counts.decidedUponErased == counts.decidedAgain - 6)
  }

  @Test func `it is said in words and in JSON`() async throws {
    let certificate = try await ForgedLedger.erased(.erase).verify()
    #expect(certificate.notes.contains { $0.code == "erased" })
    #expect(certificate.text.plain.contains("6 commands erased, not decidable"))
    #expect(certificate.text.plain.contains("2 lines with erased values"))
    #expect(certificate.json.contains(#""erasedCommands":6,"#))
    #expect(certificate.json.contains(#""erasedLines":2,"#))
  }

  @Test func `of none, since its data are only restricted, everything is decided again`()
    async throws
  {
    let certificate = try await ForgedLedger.erased(.restrict).verify()
    #expect(certificate.exitCode == 0, "\(certificate.text.plain)")
    #expect(certificate.counts.decidedAgain == certificate.counts.commands - 1)
    #expect(certificate.counts.erasedCommands + certificate.counts.erasedLines == 0)
    #expect(!certificate.notes.contains { $0.code == "erased" })
  }

  @Test func `it holds without keys as before`() async throws {
    let certificate = try await ForgedLedger.erased(.erase).verify(.withoutKeys)
    #expect(certificate.exitCode == 0)
    #expect(certificate.counts.erasedCommands == 0)
  }
}

/// Whoever keeps the ledger could have an altered value pass for one that was erased.
@Suite struct `What says that it was erased` {
  @Test func `and stands beside a request that opens is a fault`() async throws {
    let (copy, erased) = try await LedgerCopy.erased()
    var place = ""
    try copy.tamper {
      let line = try $0.sealedLine { $0.isAboutPerson && !$0.row.names(erased) }
      try $0.change(box: 1, of: line) { $0.replaceSubrange(1..<17, with: erased) }
      place = line.place
    }
    try copy.expect(.sealedDiffers, at: place)
  }

  @Test func `of a stream is a fault, since its key is never destroyed`() async throws {
    let (copy, erased) = try await LedgerCopy.erased()
    var place = ""
    try copy.tamper {
      let line = try $0.sealedLine { $0.isFirst && !$0.isAboutPerson }
      try $0.change(line.key, in: .requests) { $0.replaceSubrange(1..<17, with: erased) }
      try $0.change(of: line) { $0.replaceSubrange(1..<17, with: erased) }
      place = line.place
    }
    try copy.expect(.requestDiffers, at: place)
    try copy.expect(.sealedDiffers, at: place)
  }

  @Test func `and is later than the order to erase is a fault`() async throws {
    let (copy, erased) = try await LedgerCopy.erased {
      try await $0.submit(
        """
        {"command":"PlaceLegalHold","deal":"D09","at":"2022-03-02T02:00:00Z",\
        "actor":{"role":"auditor","person":"auditor-p1"},\
        "data":{"hold":"LH-1","scope":"D09"}}
        """)
    }
    var place = ""
    try copy.tamper {
      let last = try $0.rows(of: .requests).last
      let (key, row) = try #require(last)
      #expect(row[0] == 2)
      try $0.change(key, in: .requests) { $0.replaceSubrange(17..<33, with: erased) }
      place = "position \(key.reduce(0) { $0 << 8 | UInt64($1) }), "
    }
    try copy.expect(.requestDiffers, at: place)
  }

  @Test func `of a document is a fault`() async throws {
    let (copy, erased) = try await LedgerCopy.erased {
      for line in try SampleLedger.lines(of: "D06").prefix(6) { try await $0.submit(line) }
    }
    try copy.tamper {
      let key = try $0.rows(of: .documents)[0].key
      try $0.change(key, in: .documents) { $0.replaceSubrange(1..<17, with: erased) }
    }
    try copy.expect(.documentDiffers, at: "documents deal/")
  }
}

extension ForgedLedger {
  /// The first offers and approvals of a deal, and then the order about who made the offers.
  fileprivate static func erased(_ mode: ErasureMode) async throws -> ForgedLedger {
    let ledger = try await ForgedLedger("D09", commands: 16)
    try await ledger.submit(
      """
      {"command":"ErasePersonalData","deal":"D09","at":"2022-03-01T02:00:00Z",\
      "actor":{"role":"privacyOfficer"},"data":{"subject":"gxf-p1",\
      "legalBasis":"invented","mode":"\(mode.rawValue)"}}
      """)
    return ledger
  }
}

extension LedgerCopy {
  /// A copy after an erasure and what follows it, with the id of the key that was destroyed.
  fileprivate static func erased(
    then follow: (ForgedLedger) async throws -> Void = { _ in }
  ) async throws -> (LedgerCopy, key: [UInt8]) {
    let ledger = try await ForgedLedger.erased(.erase)
    try await follow(ledger)
    let copy = try LedgerCopy(ofLedgerAt: ledger.path)
    #expect(try copy.verify().exitCode == 0)
    let keys = try Keyring(
      folder: copy.keysPath, ledger: ledger.created.ledger.text, access: .readOnly)
    return (copy, try #require(keys.erasures.first?.keys.first).bytes)
  }

  fileprivate func expect(_ code: DivergenceCode, at place: String) throws {
    let certificate = try verify()
    #expect(certificate.exitCode == 1)
    #expect(
      certificate.divergences.contains {
        $0.code == code && $0.place.description.hasPrefix(place)
      }, "\(certificate.text.plain)")
  }
}

extension SealedRow {
  fileprivate func names(_ key: [UInt8]) -> Bool {
    boxes.contains { $0[1..<17].elementsEqual(key) }
  }
}
