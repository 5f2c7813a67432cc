import Bundles
import EventLog
import Foundation
import Testing
import Transparency

@testable import Replay

@Suite struct `A forged bundle` {
  @Test(arguments: BundleForgery.all)
  func `does not hold, and the place is named`(_ forgery: BundleForgery) async throws {
    let sample = try await SampleBundles.made()
    var text = try BundleText(sample[forgery.kind])
    try forgery.forge(&text, sample)
    let certificate = try sample.verify(text.sealed)
    let isNamed = certificate.divergences.contains {
      $0.code == forgery.code && $0.place.description.hasPrefix(forgery.place)
    }
    #expect(isNamed, "\(certificate.text.plain)")
    #expect(certificate.exitCode == 1)
    // The trailer fits, so that it is not what tells.
    #expect(!certificate.codes.contains(.bundleDigestDiffers))
  }

  @Test func `is found by its trailer where nothing else tells`() async throws {
    let sample = try await SampleBundles.made()
    let text = try BundleText(sample[.whole])
    for (name, change) in Self.trailers {
      var trailer = try text.trailer
      change(&trailer)
      let certificate = try sample.verify(text.sealed(by: trailer))
      #expect(certificate.exitCode == 1, "\(name)")
      #expect(certificate.codes.isSubset(of: [.wrongLineCount, .bundleDigestDiffers]), "\(name)")
    }
  }

  private static let trailers: [(String, @Sendable (inout BundleTrailer) -> Void)] = [
    ("digest", { $0.digest = .empty }), ("events", { $0.events += 1 }),
    ("requests", { $0.requests -= 1 }), ("refusals", { $0.refusals += 1 }),
    ("range", { $0.range = 0...3 }), ("no range", { $0.range = nil }),
  ]

  @Test(arguments: [
    (#"sha256:"#, "sha512:"), (#"{"trailer":{"#, #"{"trailer":{ "#), (#""events":"#, #""count":"#),
    (#"}}"#, #"},"a":1}"#), (#""first":0"#, #""first":00"#), (#""first":0"#, #""first":-1"#),
    (#""last":"#, #""last":0,"next":"#),
  ])
  func `has a trailer that is exactly so`(_ text: String, _ other: String) async throws {
    let sample = try await SampleBundles.made()
    let bytes = sample[.bare]
    let end = try #require(bytes.dropLast().lastIndex(of: 0x0A)) + 1
    var trailer = BundleTextLine(Array(bytes[end...]))
    trailer.replace(text, with: other)
    let certificate = try sample.verify(bytes[..<end] + trailer.bytes)
    #expect(certificate.codes == [.malformedBundle])
  }

  @Test(arguments: ["{}", "\n", "x", #"{"actor":"#])
  func `has nothing behind its trailer`(_ more: String) async throws {
    let sample = try await SampleBundles.made()
    let certificate = try sample.verify(sample[.deal] + Array(more.utf8) + [0x0A])
    #expect(certificate.codes == [.malformedBundle])
    #expect(certificate.text.plain.contains("it follows the trailer"))
  }

  @Test(arguments: [
    ("\u{FEFF}", ""), ("{ ", "{"), (#""first":0,"#, #""first":0,"fist":1,"#),
    ("dealledger/bundle/1", "dealledger/bundle/2"), (#""with":["requests"]"#, #""with":["keys"]"#),
    (#""with":["requests"]"#, #""with":["refusals"]"#), (#""first":0"#, #""first":1"#),
    (#"{"subject":"deal/D06"}"#, #"{"subject":"deal D06"}"#),
    (#"{"subject":"deal/D06"}"#, #"{"person":"x"}"#), (#","with""#, #","left":[],"with""#),
  ])
  func `has a header that is exactly so`(_ text: String, _ other: String) async throws {
    let sample = try await SampleBundles.made()
    let bytes = sample[.deal]
    let end = try #require(bytes.firstIndex(of: 0x0A))
    var header = BundleTextLine(Array(bytes[..<end]))
    switch text {
    case "\u{FEFF}": header.bytes = Array(text.utf8) + header.bytes
    case "{ ": header.bytes.insert(0x20, at: 1)
    default: header.replace(text, with: other)
    }
    try #require(header.bytes != Array(bytes[..<end]))
    let certificate = try sample.verify(header.bytes + bytes[end...])
    #expect(certificate.codes == [.malformedBundle])
    #expect(certificate.divergences.first?.place == .line(1))
  }

  @Test func `tells of a smaller tree beside a checkpoint that was kept`() async throws {
    let sample = try await SampleBundles.made()
    var text = try BundleText(sample[.bare])
    text.body.removeSubrange(Int(sample.kept.size - 5)...)
    try text.sign(with: sample.signingKey)
    #expect(try sample.verify(text.sealed).verdict == .holds)
    let certificate = try sample.verify(text.sealed, checkpoint: sample.keptNote)
    #expect(certificate.codes == [.checkpointBeyondLog])
    #expect(certificate.divergences.first?.place == .outsideCheckpoint)
  }

  @Test func `tells of another history beside a checkpoint that was kept`() async throws {
    let sample = try await SampleBundles.made()
    var text = try BundleText(sample[.bare])
    try text.replace("T0", with: "T1", in: 9)
    try text.sign(with: sample.signingKey)
    let certificate = try sample.verify(text.sealed, level: .log, checkpoint: sample.keptNote)
    #expect(certificate.codes == [.checkpointDiffers])
    #expect(certificate.divergences.first?.place == .outsideCheckpoint)
  }

  @Test func `does not open another command's request`() async throws {
    let sample = try await SampleBundles.made()
    var text = try BundleText(sample[.deal])
    let (one, other) = (text.requests[3], text.requests[4])
    guard case .request(let box, let position) = try text.body[one].bundleLine,
      case .request(let box2, let position2) = try text.body[other].bundleLine
    else { return }
    text.body[one] = try #require(BundleLine.request(box: box2, position: position).encoded)
    text.body[other] = try #require(BundleLine.request(box: box, position: position2).encoded)
    // What lies in a box is seen with keys only.
    #expect(try sample.verify(text.sealed).verdict == .holds)
    let certificate = try sample.verify(text.sealed, keys: sample.ledger + "/keys")
    #expect(certificate.codes == [.requestDiffers])
  }

  @Test func `is no whole one where it was cut at the end of a line`() async throws {
    let sample = try await SampleBundles.made()
    let bytes = sample[.deal]
    for end in bytes.indices.dropLast() where bytes[end] == 0x0A {
      let certificate = try sample.verify(Array(bytes[...end]), level: .log)
      #expect(certificate.codes == [.truncatedBundle], "cut behind byte \(end)")
    }
    #expect(try sample.verify([]).codes == [.truncatedBundle])
  }

  @Test func `is no whole one where it was cut within a line`() async throws {
    let sample = try await SampleBundles.made()
    let bytes = sample[.absent]
    for end in bytes.indices.dropLast() where bytes[end] != 0x0A {
      let certificate = try sample.verify(Array(bytes[...end]), level: .log)
      #expect(certificate.codes == [.truncatedBundle], "cut behind byte \(end)")
    }
  }
}
