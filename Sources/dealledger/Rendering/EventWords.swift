import DealRecords
import Deals

/// What happened, in words for people.
enum EventWords {
  /// `deal.terms-offered.v1` is `terms offered`.
  static func title(ofType type: String) -> String {
    let parts = type.split(separator: ".")
    guard parts.count == 3, let first = parts.first else { return type }
    let words = String(parts[1].replacing("-", with: " "))
    return first == "deal" ? words : "\(first) \(words)"
  }

  /// The fields in one line: `version 2, validUntil 2020-05-01`.
  static func details(of fact: Fact, showing classes: Set<DisclosureClass>) -> String {
    fields(of: fact, showing: classes)
      .filter { !untold.contains($0.name) }
      .map { "\(spaced($0.name)) \(words(for: $0.value))" }
      .joined(separator: ", ")
  }

  static func fields(of fact: Fact, showing classes: Set<DisclosureClass>) -> [JSON.Member] {
    switch fact {
    case .deal(let event): FactFields(of: event, showing: classes).members
    case .party(let event): FactFields(of: event, showing: classes).members
    case .network(let event): FactFields(of: event, showing: classes).members
    case .ledger(let event): FactFields(of: event, showing: classes).members
    }
  }

  /// Shown elsewhere, or of no use in a line.
  private static let untold: Set<String> = [
    "clauses", "key", "keyTerms", "redline", "signature", "unchecked",
  ]

  /// A value as one would say it.
  static func words(for value: JSON) -> String {
    switch value {
    case .null: "none"
    case .boolean(let isSo): isSo ? "yes" : "no"
    case .integer(let number): "\(number)"
    case .string(let text): shortened(text)
    case .verbatim(let text): text
    case .array(let values): values.map(words(for:)).joined(separator: " + ")
    case .object(let members): words(for: members)
    }
  }

  private static func words(for members: [JSON.Member]) -> String {
    let values = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    switch (values["value"], values["currency"], values["from"], values["to"]) {
    case (let value?, let currency?, _, _): return "\(words(for: value)) \(words(for: currency))"
    case (_, _, let from?, let to?): return "\(words(for: from)) to \(words(for: to))"
    default: break
    }
    if let party = values["party"], let role = values["role"] {
      let more = [values["country"], name(ofParty: values)].compactMap { $0.map(words(for:)) }
      return "\(words(for: party)) (\(([words(for: role)] + more).joined(separator: ", ")))"
    }
    return members.map { "\($0.name) \(words(for: $0.value))" }.joined(separator: ", ")
  }

  /// What a party is called: an organisation by its name, a person by their own.
  static func name(ofParty fields: [String: JSON]) -> JSON? {
    guard fields["name"] == nil else { return fields["name"] }
    guard case .object(let person)? = fields["person"] else { return fields["person"] }
    return person.first { $0.name == "name" }?.value
  }

  /// `termsHash` is `terms hash`.
  static func spaced(_ name: String) -> String {
    name.map { $0.isUppercase ? " \($0.lowercased())" : String($0) }.joined()
  }

  /// Enough of a hash to tell it from others of the same deal.
  private static func shortened(_ text: String) -> String {
    Digest(text: text) == nil ? text : String(text.prefix(15)) + "…"
  }
}
