import Deals

/// A duty towards an authority, as `Schemas/domain/rules.json` has it, and how often it arises here.
struct CaseRule {
  let id: String
  let jurisdiction: String
  let effect: CaseEffect
  let from: Int
  /// The last year in which it arises.
  let to: Int
  /// Days to file, where the rule says so.
  let days: Int?
  /// In how many of a hundred deals it arises that it could concern.
  let percent: Int
  private let scope: Scope

  /// Which agreements it concerns.
  private enum Scope {
    case all, licences, patents, assignments
  }

  private init(
    _ id: String, _ jurisdiction: String, _ effect: CaseEffect, from: Int, to: Int = 9999,
    days: Int? = nil, percent: Int, concerns scope: Scope = .all
  ) {
    (self.id, self.jurisdiction, self.effect) = (id, jurisdiction, effect)
    (self.from, self.to, self.days, self.percent) = (from, to, days, percent)
    self.scope = scope
  }

  func concerns(_ type: AgreementType) -> Bool {
    switch scope {
    case .all: true
    case .licences: type.isLicence
    case .patents: type.concernsPatents
    case .assignments: type == .assignment
    }
  }
}

// A rule's first year here is its first whole year in force.
extension CaseRule {
  static let letterOfIntent = CaseRule(
    "CN-EXP-RESTRICTED-LOI", "CN", .blocksNegotiation, from: 2002, percent: 6)
  static let exportLicence = CaseRule(
    "CN-EXP-RESTRICTED-LICENCE", "CN", .constitutive, from: 2002, percent: 100)

  static let beforeSignature = [
    CaseRule("VN-LTT-RESTRICTED-APPROVAL", "VN", .blocksSignature, from: 2019, percent: 12),
    CaseRule("PH-RA10055-FAIRNESS", "PH", .blocksSignature, from: 2011, percent: 25),
  ]

  static let beforeEffect = [
    CaseRule("CN-IMP-RESTRICTED-LICENCE", "CN", .constitutive, from: 2002, percent: 4),
    CaseRule("CN-DUAL-USE", "CN", .prohibitedWithout, from: 2025, percent: 3),
    CaseRule("VN-LTT-REG", "VN", .constitutive, from: 2019, days: 90, percent: 55),
    CaseRule("VN-LTT-EFFECT", "VN", .effectiveOnCertificate, from: 2019, percent: 10),
    CaseRule("MY-STA-ITT", "MY", .prohibitedWithout, from: 2012, percent: 8),
  ]

  static let afterEffect = [
    CaseRule("CN-FREE-REG", "CN", .nonConstitutive, from: 2010, days: 60, percent: 75),
    CaseRule(
      "CN-PATLIC-RECORD", "CN", .thirdParty, from: 2012, days: 90, percent: 60,
      concerns: .patents),
    CaseRule(
      "CN-PAT-ASSIGN-REG", "CN", .constitutiveForTitle, from: 2010, percent: 80,
      concerns: .assignments),
    CaseRule("CN-TCR-2000", "CN", .nonConstitutive, from: 2001, to: 2025, percent: 45),
    CaseRule("CN-TCR-2026", "CN", .nonConstitutive, from: 2027, percent: 45),
    CaseRule(
      "TH-PAT-S41", "TH", .validity, from: 1993, percent: 60, concerns: .patents),
    CaseRule("TH-TRIUP", "TH", .ownershipLostIfLate, from: 2023, percent: 20),
    CaseRule(
      "ID-GR36-RECORD", "ID", .thirdParty, from: 2019, days: 180, percent: 70,
      concerns: .licences),
    CaseRule(
      "SG-PAT-S43-75", "SG", .thirdPartyDamages, from: 1996, days: 181, percent: 70,
      concerns: .patents),
    CaseRule(
      "MY-PAT-S39", "MY", .thirdParty, from: 1987, percent: 50, concerns: .patents),
    CaseRule(
      "BN-PAT", "BN", .thirdParty, from: 2013, days: 181, percent: 70, concerns: .patents),
    CaseRule("LA-IP-LICENCE", "LA", .unknown, from: 2019, percent: 40, concerns: .licences),
    CaseRule("LA-LTT-LISTS", "LA", .none, from: 2023, percent: 30),
    CaseRule("KH-PAT-LICENCE", "KH", .thirdParty, from: 2004, percent: 50, concerns: .licences),
    CaseRule(
      "KH-TM-PRAKAS036", "KH", .thirdParty, from: 2021, days: 181, percent: 30,
      concerns: .licences),
    CaseRule(
      "MM-PAT-TRANSFER", "MM", .constitutiveForTitle, from: 2025, percent: 60,
      concerns: .patents),
    CaseRule(
      "PH-S91-92-EXEMPTION", "PH", .enforceability, from: 1999, percent: 55, concerns: .licences),
    CaseRule("VN-PDPL", "VN", .dossier, from: 2026, days: 60, percent: 30),
  ]

  static let firstRoyalty = CaseRule(
    "CN-FREE-REG-ROYALTY", "CN", .nonConstitutive, from: 2010, days: 60, percent: 35)
  static let change = CaseRule(
    "CN-FREE-REG-CHANGE", "CN", .nonConstitutive, from: 2010, percent: 60)
}

// What is asked for, and what is given in writing.
extension CaseRule {
  /// Nil where nothing was noted down.
  var procedure: CaseProcedure? {
    switch id {
    case "CN-EXP-RESTRICTED-LOI": .letterOfIntent
    case "CN-EXP-RESTRICTED-LICENCE", "CN-IMP-RESTRICTED-LICENCE", "CN-DUAL-USE", "MY-STA-ITT",
      "VN-LTT-RESTRICTED-APPROVAL":
      .licence
    case "VN-LTT-REG", "VN-LTT-EFFECT": .registration
    case "VN-PDPL": .screening
    case "PH-S91-92-EXEMPTION": .compliance
    case "PH-RA10055-FAIRNESS": .clearance
    default: nil
    }
  }

  /// Nil where nothing was noted down.
  var certificate: CertificateKind? {
    switch id {
    case "PH-S91-92-EXEMPTION": .exemption
    case "PH-RA10055-FAIRNESS", "VN-PDPL": .compliance
    default: procedure.flatMap { CertificateKind(rawValue: $0.rawValue) }
    }
  }

  /// Whether the technology is restricted by an item of a catalogue.
  var isOfCatalogue: Bool { id.hasPrefix("CN-EXP-RESTRICTED") }
}

extension CodeList {
  var value: Datum { .text(rawValue) }
}
