/// Who acted, as a line names them: a role, and the party for which it acts.
public struct Attribution: Hashable, Sendable {
  public let role: ActorRole
  public let party: Identifier?

  public init(role: ActorRole, party: Identifier? = nil) {
    (self.role, self.party) = (role, party)
  }

  /// Takes `registrar` or `party:caih`.
  public init?(text: String) {
    let name = text.utf8.prefix { $0 != UInt8(ascii: ":") }
    guard let role = ActorRole(rawValue: String(Substring(name))) else { return nil }
    guard name.endIndex < text.endIndex else {
      self.init(role: role)
      return
    }
    let rest = text[text.utf8.index(after: name.endIndex)...]
    guard let party = Identifier(text: String(rest)) else { return nil }
    self.init(role: role, party: party)
  }

  public var text: String { party.map { "\(role.rawValue):\($0)" } ?? role.rawValue }
}

extension Actor {
  /// What a line says of the actor; the person is not part of it.
  public var attribution: Attribution { Attribution(role: role, party: party) }
}

/// One act upon a deal, as far as a line tells it.
struct Act {
  let by: Attribution
  let at: LegalTime
  let revision: Int

  var day: Day { at.day }

  func entered<Fact>(_ fact: Fact) -> Entered<Fact> {
    Entered(fact: fact, by: by, at: at, revision: revision)
  }

  /// Whether the day is over where the act took place; what has no end is never over.
  func isPast(_ day: Day?) -> Bool { day.map { $0 < self.day } ?? false }
}
