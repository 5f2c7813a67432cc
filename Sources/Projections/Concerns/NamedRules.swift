import Deals

/// What a rule asks of a clause, by the kind that it has in Schemas/domain/rules.json.
enum ClauseRule: String {
  case prohibited, required, check

  init?(id: String) {
    guard let rule = Self.byID[id] else { return nil }
    self = rule
  }

  static let byID: [String: ClauseRule] = [
    "CN-CC-847-INVENTOR": .check, "CN-CC-850-MONOPOLY": .prohibited,
    "ID-GR36-PROHIBITED": .prohibited, "MY-PAT-S45": .prohibited, "PH-S87-01": .prohibited,
    "PH-S87-02": .prohibited, "PH-S87-03": .prohibited, "PH-S87-04": .prohibited,
    "PH-S87-05": .prohibited, "PH-S87-06": .prohibited, "PH-S87-07": .prohibited,
    "PH-S87-08": .prohibited, "PH-S87-09": .prohibited, "PH-S87-10": .prohibited,
    "PH-S87-11": .prohibited, "PH-S87-12": .prohibited, "PH-S87-13": .prohibited,
    "PH-S87-14": .prohibited, "PH-S87-15": .prohibited, "PH-S88-1": .required,
    "PH-S88-2": .required, "PH-S88-3": .required, "PH-S88-4": .required,
    "TH-PAT-S39": .prohibited, "VN-LTT-CONTENT": .required,
  ]
}

/// What a rule on restricted or prohibited technology asks for, by the kind that it has in
/// Schemas/domain/rules.json.
enum ScreeningRule: String {
  case letterOfIntent, approval, licence, prohibition

  init?(id: String) {
    guard let rule = Self.byID[id] else { return nil }
    self = rule
  }

  static let byID: [String: ScreeningRule] = [
    "CN-DUAL-USE": .licence, "CN-EXP-PROHIBITED": .prohibition,
    "CN-EXP-RESTRICTED-LICENCE": .licence, "CN-EXP-RESTRICTED-LOI": .letterOfIntent,
    "CN-IMP-RESTRICTED-LICENCE": .licence, "MY-STA-ITT": .licence,
    "VN-LTT-BANNED": .prohibition, "VN-LTT-RESTRICTED-APPROVAL": .approval,
    "VN-LTT-RESTRICTED-PERMIT": .licence,
  ]
}

/// Rules that single cases are counted by.
enum NamedRule {
  /// Vietnam's consent to restricted technology: the permit, and before it the approval.
  static let vietnamesePermits = ["VN-LTT-RESTRICTED-PERMIT", "VN-LTT-RESTRICTED-APPROVAL"]
  /// By which the Philippines admit a clause that they otherwise forbid, or do without one.
  static let philippineExemption = "PH-S91-92-EXEMPTION"
  /// The disclosure that Thailand asks of who owns publicly funded research.
  static let thaiDisclosure = "TH-TRIUP"
}

extension Deal {
  /// The case of Vietnam's permit for restricted technology, or else of the approval.
  var vietnamesePermit: RegulatoryCase? {
    guard !cases.isEmpty else { return nil }
    return NamedRule.vietnamesePermits.lazy
      .compactMap { rule in cases.first { $0.opening.fact.rule.text == rule } }.first
  }
}
