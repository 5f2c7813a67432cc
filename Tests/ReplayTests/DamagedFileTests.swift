import Foundation
import Replay
import Testing

/// No input takes the process down: LMDB has no checksums, and follows whatever it reads.
@Suite struct `A damaged file` {
  @Test(arguments: 0..<4)
  func `never takes the verifier down`(_ part: Int) async throws {
    let path = try await SampleLedger.made().path
    await #expect(processExitsWith: .success) { [path = path as String, part = part as Int] in
      try Flipping(path, seed: UInt64(part + 1)).run(rounds: 15)
    }
  }
}

/// Flips bits all over a ledger's file, some where LMDB keeps its own, and replays it.
private struct Flipping {
  let copy: LedgerCopy
  let whole: [UInt8]
  var random: SplitMix

  init(_ path: String, seed: UInt64) throws {
    copy = try LedgerCopy(ofLedgerAt: path)
    whole = [UInt8](try Data(contentsOf: URL(filePath: copy.dataPath)))
    random = SplitMix(seed: seed)
  }

  func run(rounds: Int) throws {
    var random = random
    var found = 0
    for round in 0..<rounds {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let page = Int.random(in: 0..<bytes.count / 4096, using: &random)
        // The first bytes of a page are where LMDB keeps what leads elsewhere.
        let offset = Int.random(in: 0..<(round.isMultiple(of: 2) ? 64 : 4096), using: &random)
        bytes[page * 4096 + offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      try Data(bytes).write(to: URL(filePath: copy.dataPath))
      if try copy.verify().exitCode == 1 { found += 1 }
    }
    #expect(found > rounds / 2)
  }
}
