import EventLog
import Testing

@testable import Replay

/// The ledgers of other tests are read in one part; here in many, by several threads.
@Suite struct `A replay in parts` {
  @Test(arguments: [(1, 1), (2, 7), (3, 16), (8, 64)])
  func `comes to what one part comes to`(runners: Int, length: UInt64) async throws {
    let copy = try LedgerCopy(of: try await .made())
    let whole = try copy.verify(options(runners: 1, length: 1 << 20))
    #expect(whole.verdict == .holds)
    #expect(try copy.verify(options(runners: runners, length: length)) == whole)
  }

  @Test(arguments: TamperingCase.all)
  func `finds what one part finds, whatever was tampered with`(
    _ tampering: TamperingCase
  ) async throws {
    let copy = try LedgerCopy(of: try await .made())
    try copy.change(tampering)
    let whole = try copy.verify(options(runners: 1, length: 1 << 20))
    for (runners, length) in [(1, 50), (3, 7)] as [(Int, UInt64)] {
      let parts = try copy.verify(options(runners: runners, length: length))
      #expect(parts.verdicts == whole.verdicts)
      #expect(parts.counts == whole.counts)
      #expect(parts.root == whole.root)
      #expect(parts.divergenceCount == whole.divergenceCount)
      // A certificate lists a hundred; which ones is not decided where there are more.
      guard whole.divergences.count == whole.divergenceCount else { continue }
      #expect(Set(parts.divergences) == Set(whole.divergences))
    }
  }

  @Test(arguments: TamperingCase.all)
  func `finds the same when it forgets each stream and folds it again`(
    _ tampering: TamperingCase
  ) async throws {
    let copy = try LedgerCopy(of: try await .made())
    var forgetting = options(runners: 2, length: 16)
    forgetting.streamsKept = 1
    #expect(
      try copy.verify(forgetting) == copy.verify(options(runners: 2, length: 16)))
    try copy.change(tampering)
    let remembered = try copy.verify(options(runners: 2, length: 16))
    let folded = try copy.verify(forgetting)
    #expect(folded.verdicts == remembered.verdicts)
    #expect(Set(folded.divergences) == Set(remembered.divergences))
  }

  private func options(runners: Int, length: UInt64) -> ReplayOptions {
    var options = ReplayOptions(level: .decisions)
    (options.runners, options.partLength) = (runners, length)
    return options
  }
}
