import Deals

/// Where a party stands in the flow of technology.
enum FlowSide: String { case gives, takes, between }

extension PartyRole {
  var side: FlowSide {
    switch self {
    case .licensor, .assignor, .transferor, .developer, .service: .gives
    case .licensee, .assignee, .transferee, .client, .host, .founder, .investor: .takes
    case .intermediary: .between
    }
  }
}

extension Deal {
  /// Between which of the proposed parties technology flows.
  ///
  /// Where all give, as in a joint development, it flows from the first to the first in another
  /// country, or else to the second; and so where all take.
  var flow: (from: Party?, to: Party?) {
    let sides = (proposal?.fact.parties ?? []).filter { $0.role.side != .between }
    let from = sides.first { $0.role.side == .gives } ?? sides.first
    let others = sides.filter { $0.party != from?.party }
    let to =
      others.first { $0.role.side == .takes } ?? others.first { $0.country != from?.country }
      ?? others.first
    return (from, to)
  }
}

extension Deal {
  /// The country of the side that belongs to ASEAN: of the taking side where both do.
  var aseanCountry: Country? {
    let (from, to) = flow
    return [to, from].compactMap { $0?.country }.first(where: \.isInASEAN)
  }

  /// The countries of both sides in the order of the alphabet: `CN-TH`.
  var countryPair: String? {
    guard case (let from?, let to?) = flow else { return nil }
    return [from.country, to.country].sorted().map(\.text).joined(separator: "-")
  }
}

extension Country {
  /// Timor-Leste has been a member since 26 October 2025, and counts for the years before as well.
  fileprivate var isInASEAN: Bool { Self.asean.contains(text) }

  private static let asean: Set = [
    "BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN",
  ]
}
