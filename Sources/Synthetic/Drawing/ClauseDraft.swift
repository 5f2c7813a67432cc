import Deals

/// Changes of a deal's terms for the sake of a rule on clauses, as `Schemas/domain/rules.json` has it.
///
/// They follow from the deal's number alone: a draw would move all that is drawn after it.
struct ClauseDraft {
  /// What becomes of a clause that is against the rule.
  private enum Course: CaseIterable { case setRight, putInAndTakenOut, putInAndKept }

  private let rule: String
  private let isRequired: Bool
  private let label: String
  private let course: Course

  /// Nil for two deals of three, and where no country of a party has a rule.
  init?(number: Int, countries: [String]) {
    guard number % 3 == 0,
      let rules = countries.lazy.compactMap({ Self.rules[$0] }).first(where: { !$0.isEmpty })
    else { return nil }
    let turn = number / 3
    (rule, label, isRequired) = rules[turn % rules.count]
    course = Course.allCases[turn / rules.count % Course.allCases.count]
  }

  /// The change that the offer of this version makes; nil for none.
  ///
  /// - Parameter version: From 0, whose offer changes nothing.
  func operation(in version: Int) -> RedlineOperation? {
    switch (version, course) {
    case (1, .setRight), (2, .putInAndTakenOut): isRequired ? .add : .remove
    case (1, _): isRequired ? .remove : .add
    default: nil
    }
  }

  func change(by operation: RedlineOperation, labelled invented: String) -> Datum {
    let text = Datum.text("\(label) \(invented)")
    return [
      "path": "/clauses/\(label.lowercased())", "op": .text(operation.rawValue),
      "clauseLabel": .text(label), "rule": .text(rule),
      "old": operation == .remove ? text : nil, "new": operation == .add ? text : nil,
    ]
  }
}

extension ClauseDraft {
  /// By the countries that have them.
  private static let rules: [String: [(id: String, clause: String, isRequired: Bool)]] = [
    "PH": [
      ("PH-S87-01", "Sourcing", false), ("PH-S87-03", "Volume", false),
      ("PH-S87-05", "Purchases", false), ("PH-S88-1", "Law", true),
      ("PH-S88-3", "Arbitration", true),
    ],
    "TH": [("TH-PAT-S39", "Restraint", false)],
    "MY": [("MY-PAT-S45", "Restraint", false)],
    "ID": [("ID-GR36-PROHIBITED", "Development", false)],
    "VN": [("VN-LTT-CONTENT", "Content", true)],
    "CN": [("CN-CC-850-MONOPOLY", "Improvements", false), ("CN-CC-847-INVENTOR", "Reward", false)],
  ]
}
