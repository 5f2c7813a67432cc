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

  static func rows(_ settings: Settings, _ bench: Bench) async throws -> [Row] {
    let count = 20_000
    let offer = offer
    let bytes = encode(offer, as: .disclosed)
    let data = Data(bytes)
    let peer = try JSONDecoder().decode(Peer.self, from: data)
    let samples = try await settings.measure([
      Piece(per: count) {
        for _ in 0..<count { _ = try decode(Offer.self, from: bytes, as: .disclosed) }
      },
      Piece(per: count) {
        let decoder = JSONDecoder()
        for _ in 0..<count { _ = try decoder.decode(Peer.self, from: data) }
      },
      Piece(per: count) { for _ in 0..<count { _ = encode(offer, as: .disclosed) } },
      Piece(per: count) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for _ in 0..<count { _ = try encoder.encode(peer) }
      },
    ])
    return [
      Row("read", samples[0], ratios: [Ratio(samples[0], to: "JSONDecoder", samples[1])]),
      Row("write", samples[2], ratios: [Ratio(samples[2], to: "JSONEncoder", samples[3])]),
    ]
  }

  private static var offer: Offer {
    var offer = Offer()
    (offer.baseVersion, offer.version, offer.validUntil) = (1, 2, Day(text: "2026-12-31"))
    offer.redline = ["/price", "/territory/ไทย", "/期限"].map { path in
      var line = Redline()
      (line.op, line.path) = (.replace, TermsPath(text: path) ?? .blank)
      return line
    }
    return offer
  }
}
