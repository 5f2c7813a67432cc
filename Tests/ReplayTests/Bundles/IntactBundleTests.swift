import Bundles
import EventLog
import Foundation
import Testing
import Transparency

@testable import Replay

@Suite struct `An intact bundle` {
  @Test(arguments: SampleBundles.Kind.allCases)
  func `holds under the log's key`(_ kind: SampleBundles.Kind) async throws {
    let sample = try await SampleBundles.made()
    let certificate = try sample.verify(sample[kind])
    #expect(certificate.verdict == .holds, "\(certificate.text.plain)")
    #expect(certificate.root == (try sample.newest.root))
  }

  @Test(arguments: SampleBundles.Kind.allCases)
  func `holds however it is cut into parts`(_ kind: SampleBundles.Kind) async throws {
    let sample = try await SampleBundles.made()
    let whole = try sample.verify(sample[kind])
    for (runners, length) in [(1, 700), (3, 4096), (2, 1000)] {
      var options = ReplayOptions(level: .decisions, key: sample.key)
      (options.runners, options.streamsKept) = (runners, runners == 1 ? 1 : 2048)
      var verifier = BundleVerifier(sample[kind], options: options)
      verifier.partLength = length
      #expect(try verifier.run() == whole)
    }
  }

  @Test(arguments: SampleBundles.Kind.allCases)
  func `is no proof without a key`(_ kind: SampleBundles.Kind) async throws {
    let sample = try await SampleBundles.made()
    let certificate = try BundleVerifier(sample[kind], options: ReplayOptions()).run()
    #expect(certificate.exitCode == 2)
    #expect(certificate.divergences.isEmpty)
    #expect(certificate.text.plain.contains("nothing vouches for the bundle"))
    #expect(certificate.root == (try sample.newest.root))
    let form = try BundleVerifier(sample[kind], options: ReplayOptions(level: .storage)).run()
    #expect(form.exitCode == 2)
  }

  @Test(arguments: SampleBundles.Kind.allCases)
  func `says how much it shows`(_ kind: SampleBundles.Kind) async throws {
    let sample = try await SampleBundles.made()
    let size = try sample.newest.size
    let text = try sample.verify(sample[kind]).text.plain
    let words =
      switch kind {
      case .whole, .bare: "all events from position 0 to \(size - 1)"
      case .after: "all events from position \(sample.kept.size) to \(size - 1)"
      case .deal: "complete up to position \(size - 1): deal/D06 had "
      case .party: "complete up to position \(size - 1): party/caih had "
      case .otherDeal: "complete up to position \(size - 1): deal/D05 had "
      case .absent: "complete up to position \(size - 1): deal/NONE had no event before it"
      case .type, .emptyType: "nothing shows that none is missing"
      }
    #expect(text.contains(words), "\(text)")
  }

  @Test func `agrees with the replay of the ledger`() async throws {
    let sample = try await SampleBundles.made()
    let ledger = try LedgerCopy(ofLedgerAt: sample.ledger).verify()
    let bundle = try sample.verify(sample[.whole])
    #expect(bundle.root == ledger.root)
    #expect(bundle.identity == ledger.identity)
    #expect(bundle.counts.events == ledger.counts.events)
    #expect(bundle.counts.streams == ledger.counts.streams)
    #expect(bundle.counts.commands == ledger.counts.commands)
    #expect(bundle.counts.refusals == ledger.counts.refusals)
    #expect(bundle.counts.legalEvents == ledger.counts.legalEvents)
    #expect(bundle.counts.heads == 2)
  }

  @Test func `has requests that open with the ledger's keys`() async throws {
    let sample = try await SampleBundles.made()
    for kind in [SampleBundles.Kind.whole, .deal, .type] {
      let requests = try BundleText(sample[kind]).requests.count
      let certificate = try sample.verify(sample[kind], keys: sample.ledger + "/keys")
      #expect(certificate.verdict == .holds, "\(certificate.text.plain)")
      #expect(certificate.notes.contains(.openedRequests(UInt64(requests))))
      #expect(requests > 1)
    }
  }

  @Test func `holds beside a checkpoint that was kept`() async throws {
    let sample = try await SampleBundles.made()
    for kind in [SampleBundles.Kind.whole, .after] {
      let certificate = try sample.verify(sample[kind], checkpoint: sample.keptNote)
      #expect(certificate.verdict == .holds, "\(certificate.text.plain)")
      #expect(certificate.notes.contains(.outsideCheckpointHolds(size: sample.kept.size)))
    }
    let filtered = try sample.verify(sample[.deal], checkpoint: sample.keptNote)
    #expect(filtered.exitCode == 2)
    let newest = Array(try BundleText(sample[.whole]).header.checkpoint.utf8)
    for kind in SampleBundles.Kind.allCases {
      #expect(try sample.verify(sample[kind], checkpoint: newest).verdict == .holds)
    }
  }

  @Test func `has lines that are read as they are written`() async throws {
    let sample = try await SampleBundles.made()
    for kind in SampleBundles.Kind.allCases {
      for line in sample[kind].split(separator: 0x0A).map({ Array($0) }) {
        let read = try line.bundleLine
        #expect((read.encoded ?? line) == line)
      }
    }
  }
}

extension SampleBundles {
  /// The checkpoint that all bundles are under.
  var newest: Checkpoint {
    get throws {
      let header = try BundleText(self[.bare]).header
      return try Checkpoint(parsing: SignedNote(parsing: header.checkpoint).text)
    }
  }
}
