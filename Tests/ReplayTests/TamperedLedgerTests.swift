import EventLog
import Foundation
import Replay
import Testing

@Suite struct `A ledger that was tampered with` {
  @Test(arguments: TamperingCase.all)
  func `does not hold, and the place is named`(_ tampering: TamperingCase) async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.change(tampering)
    let certificate = try copy.verify(ReplayOptions(level: tampering.level))
    #expect(certificate.verdict == .doesNotHold)
    #expect(certificate.exitCode == 1)
    let isNamed = certificate.divergences.contains {
      $0.code == tampering.code && $0.place.description.hasPrefix(tampering.place)
    }
    #expect(isNamed, "\(certificate.text.plain)")
  }

  /// Whatever is stored, one byte of one row, in its key or its value, is enough.
  @Test(arguments: LogTable.allCases)
  func `does not hold where a byte of a row is another`(_ table: LogTable) async throws {
    let original = try await SampleLedger.made().path
    let seed = UInt64.random(in: 0 ... .max)
    print("seed for a byte of \(table): \(seed)")
    var random = SplitMix(seed: seed)
    let copy = try LedgerCopy(ofLedgerAt: original)
    for _ in 0..<(Nightly.isOn ? 300 : 4) {
      var what = ""
      try copy.tamper { what = try $0.flipByte(in: table, &random) }
      let certificate = try copy.verify(ReplayOptions())
      #expect(certificate.exitCode == 1, "\(what)")
      #expect(!certificate.divergences.isEmpty, "\(what)")
      try copy.restore(fromLedgerAt: original)
    }
  }

  @Test func `does not hold where its file is cut off`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    let length = try FileManager.default.attributesOfItem(atPath: copy.dataPath)[.size] as? Int
    for part in [0, 1, 4096, 9000, try #require(length) / 2, try #require(length) * 3 / 4] {
      try copy.tamperWithFile { $0.removeLast(max(0, $0.count - part)) }
      let certificate = try copy.verify()
      #expect(certificate.exitCode == 1)
      #expect(certificate.divergences.map(\.code) == [.damagedFile])
      #expect(certificate.verdict(of: .log) == .cannotTell)
      try copy.restore(fromLedgerAt: try await SampleLedger.made().path)
    }
  }

  @Test func `does not hold where its file is something else`() async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.tamperWithFile { $0 = Array("This is no ledger.\n".utf8) }
    #expect(try copy.verify().divergences.map(\.code) == [.damagedFile])
  }

  @Test func `is not mistaken for one that is not there`() throws {
    let nowhere = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path
    #expect(throws: ReplayFault.noLedger(path: nowhere)) {
      try Verifier(LedgerFolder(nowhere)).run()
    }
    #expect(LedgerFolder.find(at: nowhere) == nil)
  }
}

extension Tampering {
  /// Changes a byte of a row, or where there is a choice of its key; tells which.
  fileprivate mutating func flipByte(
    in table: LogTable, _ random: inout SplitMix
  ) throws -> String {
    guard var row = try rows(of: table).randomElement(using: &random) else { throw Missing() }
    let mask = UInt8.random(in: 1...255, using: &random)
    if Int.random(in: 0..<4, using: &random) == 0 {
      try delete(row.key, in: table)
      let place = Int.random(in: row.key.indices, using: &random)
      row.key[place] ^= mask
      try put(row.value, for: row.key, in: table)
      return "byte \(place) of a key in \(table) by \(mask)"
    }
    let place = Int.random(in: row.value.indices, using: &random)
    row.value[place] ^= mask
    try put(row.value, for: row.key, in: table)
    return "byte \(place) of \(row.value.count) under \(row.key) in \(table) by \(mask)"
  }
}

extension LedgerCopy {
  func change(_ tampering: TamperingCase) throws {
    try tamper { try tampering.tamper(&$0) }
  }

  func restore(fromLedgerAt original: String) throws {
    try FileManager.default.removeItem(atPath: dataPath)
    try FileManager.default.copyItem(atPath: original + "/log/data.mdb", toPath: dataPath)
  }
}
