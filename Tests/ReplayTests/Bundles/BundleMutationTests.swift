import Bundles
import EventLog
import Testing
import Transparency

@testable import Replay

@Suite struct `A bundle in which one byte is another` {
  /// Every byte in turn, with a bit of it flipped that is drawn.
  @Test(arguments: [SampleBundles.Kind.party, .bare], 0..<4)
  func `does not hold`(_ kind: SampleBundles.Kind, _ quarter: Int) async throws {
    let sample = try await SampleBundles.made()
    let bytes = try Self.short(sample, kind)
    #expect(try sample.verify(bytes, level: .log).divergences.isEmpty)
    let seed = UInt64.random(in: 0 ... .max)
    print("seed for a bundle's bytes: \(seed)")
    var random = SplitMix(seed: seed)
    var options = ReplayOptions(level: .log, key: sample.key)
    options.runners = 1
    for place in stride(from: quarter, to: bytes.count, by: 4) {
      var bytes = bytes
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let certificate = try BundleVerifier(bytes, options: options).run()
      #expect(certificate.exitCode == 1, "byte \(place)")
    }
  }

  /// The same of lines, proofs and heads where whoever flipped it wrote a trailer that fits.
  @Test(arguments: [SampleBundles.Kind.party, .bare])
  func `does not hold though its trailer fits`(_ kind: SampleBundles.Kind) async throws {
    let sample = try await SampleBundles.made()
    let text = try BundleText(Self.short(sample, kind))
    let seed = UInt64.random(in: 0 ... .max)
    print("seed for a bundle's lines: \(seed)")
    var random = SplitMix(seed: seed)
    var options = ReplayOptions(level: .log, key: sample.key)
    options.runners = 1
    let lines = text.body.indices.filter { !text.requests.contains($0) }
    for _ in 0..<(Nightly.isOn ? 20_000 : 500) {
      var text = text
      let line = try #require(lines.randomElement(using: &random))
      let place = try #require(text.body[line].indices.randomElement(using: &random))
      text.body[line][place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let certificate = try BundleVerifier(text.sealed, options: options).run()
      #expect(certificate.exitCode == 1, "line \(line), byte \(place)")
    }
  }

  /// A bundle of a party's few events with their requests, or one of the first lines of the ledger.
  private static func short(_ sample: SampleBundles, _ kind: SampleBundles.Kind) throws -> [UInt8] {
    guard kind == .bare else { return sample[.party] }
    var text = try BundleText(sample[.bare])
    text.body.removeSubrange(5...)
    try text.sign(with: sample.signingKey)
    return try text.sealed
  }
}
