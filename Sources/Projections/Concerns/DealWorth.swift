import Deals

/// How large a contract is, as yearly reports in China band it.
enum SizeBand: String {
  case hundredMillion = "100m and more"
  case tenMillion = "10m to 100m"
  case less = "below 10m"

  /// Nil where the amount is not in yuan: nothing here converts currencies.
  init?(_ turnover: Money?) {
    guard let turnover, turnover.currency == Self.yuan else { return nil }
    self = Self.bounds.first { turnover.value >= $0.least }?.band ?? .less
  }

  private static let yuan = Currency(text: "CNY")
  private static let bounds: [(least: Decimal, band: SizeBand)] = [
    (100_000_000, .hundredMillion), (10_000_000, .tenMillion),
  ].compactMap { least, band in
    Decimal(coefficient: least, scale: 0).map { (least: $0, band: band) }
  }
}

extension Deal {
  /// What is given for the technology, as it stands in the agreed version, or else in the newest.
  ///
  /// A version that names none leaves that of the one before.
  var consideration: Consideration? {
    versions.prefix(agreedVersion?.value ?? versions.count).reversed().lazy
      .compactMap { $0.offer.fact.consideration.shown() }.first
  }

  /// Who paid for the technology: empty where nobody is named, nil where it is not shown.
  private var fundingSources: [Text]? { proposal?.fact.fundingSources.value.map { $0 ?? [] } }

  /// Whether a source of funds is named; nil where that is not shown.
  var isPubliclyFunded: Bool? { fundingSources.map { !$0.isEmpty } }

  /// The first country among those that paid for the technology; a programme is none.
  var fundingCountry: Country? {
    fundingSources?.lazy.compactMap { Country(text: $0.text) }.first
  }

  /// The first kind of intellectual property, or `none`; nil where that is not shown.
  var ipKind: String? {
    proposal?.fact.ipKinds.value.map { $0?.first?.text ?? "none" }
  }
}
