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

extension LedgerCopy {
  func change(_ tampering: TamperingCase) throws {
    try tamper { try tampering.tamper(&$0) }
  }

  func restore(fromLedgerAt original: String) throws {
    try FileManager.default.removeItem(atPath: dataPath)
    try FileManager.default.copyItem(atPath: original + "/log/data.mdb", toPath: dataPath)
  }
}
