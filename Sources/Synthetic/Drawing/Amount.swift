/// A currency of the region.
enum Tender: String {
  case cny = "CNY"
  case thb = "THB"
  case vnd = "VND"
  case idr = "IDR"
  case myr = "MYR"
  case sgd = "SGD"
  case php = "PHP"
  case lak = "LAK"
  case khr = "KHR"
  case mmk = "MMK"
  case bnd = "BND"
  case usd = "USD"

  /// About how many hundredths of it a yuan is worth, so that sums are of a plausible size: no rate.
  fileprivate var hundredthsPerYuan: Int {
    switch self {
    case .cny: 100
    case .thb: 500
    case .vnd: 350_000
    case .idr: 220_000
    case .myr: 65
    case .sgd, .bnd: 19
    case .php: 800
    case .lak: 290_000
    case .khr: 57_000
    case .mmk: 29_000
    case .usd: 14
    }
  }

  /// ISO 4217 gives the dong no minor unit.
  fileprivate var hasHundredths: Bool { self != .vnd }
}

/// An exact sum, in hundredths of its currency.
struct Amount {
  let hundredths: Int
  let tender: Tender

  init(hundredths: Int, _ tender: Tender) {
    self.hundredths = tender.hasHundredths ? hundredths : hundredths / 100 * 100
    self.tender = tender
  }

  /// What is worth about so many yuan.
  init(yuan: Int, in tender: Tender) {
    self.init(hundredths: yuan * tender.hundredthsPerYuan, tender)
  }

  /// A part of it, and never nothing.
  func permille(_ parts: Int) -> Amount {
    Amount(
      hundredths: max(100, hundredths / 1000 * parts + hundredths % 1000 * parts / 1000), tender)
  }

  static func - (one: Amount, other: Amount) -> Amount {
    Amount(hundredths: one.hundredths - other.hundredths, one.tender)
  }

  var value: Datum {
    let whole = hundredths / 100
    guard tender.hasHundredths else {
      return ["currency": .text(tender.rawValue), "value": "\(whole)"]
    }
    let cents = hundredths % 100
    return [
      "currency": .text(tender.rawValue), "value": "\(whole).\(cents < 10 ? "0" : "")\(cents)",
    ]
  }
}
