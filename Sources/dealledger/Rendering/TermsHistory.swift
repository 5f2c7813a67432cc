import DealRecords
import Deals
import EventLog

/// How the terms of a deal changed, version by version and amendment by amendment.
struct TermsHistory {
  /// A text of the terms, with what it changed.
  private struct Edition {
    let event: ToldEvent
    let name: String
    let hash: Digest
    let changes: [Change]
    /// Whether key terms may have changed that are not shown.
    let isSealed: Bool
  }

  private struct Change: Hashable {
    let path: String
    let operation: String
    let old: JSON?
    let new: JSON?
  }

  private let editions: [Edition]

  init(_ events: [ToldEvent], showing classes: Set<DisclosureClass>) {
    var keyTerms: [String: JSON] = [:]
    editions = events.compactMap { event in
      switch event.fact {
      case .deal(.termsOffered(let offer)):
        let next = Self.keyTerms(of: offer, showing: classes)
        defer { keyTerms = next ?? keyTerms }
        return Edition(
          event: event, name: "version \(offer.version.value)", hash: offer.termsHash,
          changes: Self.redline(offer.redline, showing: classes)
            + (next.map { Self.changes(from: keyTerms, to: $0) } ?? []),
          isSealed: !classes.contains(.parties) || offer.keyTerms == .closed)
      case .deal(.amendmentProposed(let proposal)):
        return Edition(
          event: event, name: "amendment \(proposal.amendment)", hash: proposal.newTermsHash,
          changes: Self.redline(proposal.redline, showing: classes), isSealed: false)
      default: return nil
      }
    }
  }

  func write(to console: Console) throws {
    guard !console.isJSON else { return try console.writeArray(editions.map(Self.json(of:))) }
    for edition in editions {
      for line in Self.lines(about: edition, console) { try console.data.write(line) }
    }
    if editions.isEmpty { console.talk.say("No terms were offered yet.") }
  }
}

// MARK: What changed

extension TermsHistory {
  private static func redline(
    _ redline: [Redline]?, showing classes: Set<DisclosureClass>
  ) -> [Change] {
    (redline ?? []).map { line in
      let fields = FactFields(of: line, showing: classes).members
      let values = Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
      return Change(
        path: line.path.text, operation: line.op.rawValue, old: values["old"], new: values["new"])
    }
  }

  /// The key terms of an offer; nil where it names none, or they are not shown.
  private static func keyTerms(
    of offer: Offer, showing classes: Set<DisclosureClass>
  ) -> [String: JSON]? {
    guard classes.contains(.parties), let terms = offer.keyTerms.value ?? nil,
      case .object(let members)? = try? JSON(terms.canonicalText)
    else { return nil }
    return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private static func changes(from old: [String: JSON], to new: [String: JSON]) -> [Change] {
    Set(old.keys).union(new.keys).sorted().compactMap { name in
      guard old[name] != new[name] else { return nil }
      let operation = old[name] == nil ? "add" : new[name] == nil ? "remove" : "replace"
      return Change(path: name, operation: operation, old: old[name], new: new[name])
    }
  }
}

// MARK: Showing

extension TermsHistory {
  private static func json(of edition: Edition) -> JSON {
    [
      "terms": .string(edition.name), "termsHash": .string(edition.hash.text),
      "position": .integer(Int(edition.event.position.rawValue)),
      "actor": .string(edition.event.actor), "occurred": .string(edition.event.occurred),
      "changes": .array(
        edition.changes.map {
          ["path": .string($0.path), "op": .string($0.operation), "old": $0.old, "new": $0.new]
        }),
      "keyTerms": edition.isSealed ? FactFields.sealed : nil,
    ]
  }

  private static func lines(about edition: Edition, _ console: Console) -> [String] {
    let (screen, event) = (console.screen, edition.event)
    let head =
      screen.paint(edition.name, .strong) + "  \(event.occurred.prefix(10))  "
      + screen.paint(event.actor, .name) + screen.paint("  \(edition.hash)", .faint)
    var changes = edition.changes.flatMap { lines($0, screen) }
    if edition.isSealed { changes.append("  key terms sealed") }
    return [head] + (changes.isEmpty ? ["  nothing said about what changed"] : changes)
  }

  private static func lines(_ change: Change, _ screen: Terminal) -> [String] {
    let old = change.old.map { screen.paint("    - \(EventWords.words(for: $0))".printable, .bad) }
    let new = change.new.map { screen.paint("    + \(EventWords.words(for: $0))".printable, .good) }
    return ["  \(change.operation) \(change.path)".printable] + [old, new].compactMap(\.self)
  }
}
