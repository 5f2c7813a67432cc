import DealRecords
import Deals
import Foundation

/// An event's data through our coder, against Foundation's on a struct of the same fields.
enum CoderBench {
  private struct Peer: Codable {
    struct Line: Codable {
      let op: String
      let path: String
    }
    let baseVersion: Int
    let redline: [Line]
    let termsHash: String
    let validUntil: String
    let version: Int
  }

  static func run() throws {
    print("coder: the data of one TermsOffered, against Foundation's JSON coders")
    let count = 20_000
    var offer = Offer()
    (offer.baseVersion, offer.version, offer.validUntil) = (1, 2, Day(text: "2026-12-31"))
    offer.redline = ["/price", "/territory/ไทย", "/期限"].map { path in
      var line = Redline()
      (line.op, line.path) = (.replace, TermsPath(text: path) ?? .blank)
      return line
    }
    let bytes = encode(offer, as: .disclosed)
    let decoder = JSONDecoder()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let peer = try decoder.decode(Peer.self, from: Data(bytes))
    let data = Data(bytes)
    let seconds = try Stopwatch.medians([
      { for _ in 0..<count { _ = try decode(Offer.self, from: bytes, as: .disclosed) } },
      { for _ in 0..<count { _ = try decoder.decode(Peer.self, from: data) } },
      { for _ in 0..<count { _ = encode(offer, as: .disclosed) } },
      { for _ in 0..<count { _ = try encoder.encode(peer) } },
    ])
    for (name, ours, theirs) in [
      ("read", seconds[0], seconds[1]), ("write", seconds[2], seconds[3]),
    ] {
      report(
        "\(name) \(bytes.count) bytes", perSecond: Double(count) / ours,
        String(format: "%.1f × Foundation", theirs / ours))
    }
  }
}
