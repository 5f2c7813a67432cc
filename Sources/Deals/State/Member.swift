/// A party to a deal, and how it came to be one.
public struct Member: Hashable, Sendable {
  public enum Arrival: Hashable, Sendable {
    case proposed
    case acceded
    /// It took the place of another.
    case assigned(from: Identifier)
  }

  public let party: Party
  public let arrival: Arrival
  public let since: LegalTime
  /// The event that made it a party.
  public let revision: Int
  /// Who took its place; nil while it is a party.
  public internal(set) var successor: Identifier?

  init(_ party: Party, _ arrival: Arrival, _ act: Act) {
    (self.party, self.arrival, since, revision) = (party, arrival, act.at, act.revision)
  }

  public var id: Identifier { party.party }
  public var hasLeft: Bool { successor != nil }
}

extension Deal {
  /// Those who are parties now, in the order in which they came.
  public var parties: [Identifier] { members.filter { !$0.hasLeft }.map(\.id) }

  /// Whether it is a party now.
  public func isParty(_ id: Identifier) -> Bool { members[id].map { !$0.hasLeft } ?? false }

  /// Who holds the place that this party once took: itself, or its last successor.
  public func holder(of id: Identifier) -> Identifier {
    var holder = id
    while let successor = members[holder]?.successor { holder = successor }
    return holder
  }

  /// Whether the party acts in its own name or as successor.
  func holds(_ party: Identifier?, placeOf id: Identifier) -> Bool {
    party.map { holder(of: $0) == holder(of: id) } ?? false
  }

  /// Refuses an id that never was a party; one that has left stands for its successor.
  func requireKnown(_ id: Identifier, as what: String) throws(Refusal) {
    guard members[id] != nil else {
      throw Refusal(
        .unknownParty, "The \(what) \(id) is no party to the deal: \(listed(parties)) are")
    }
  }

  /// Refuses an actor who acts for another party than the one that the command names.
  func requireNamed(_ party: Identifier, _ act: Act) throws(Refusal) {
    guard isParty(party) else {
      throw Refusal(.unknownParty, "\(party) is no party to the deal: \(listed(parties)) are")
    }
    guard let own = act.by.party, own != party else { return }
    throw Refusal(.wrongParty, "The actor acts for \(own), and the command names \(party)")
  }
}

/// Refuses an id that is taken.
func requireNew<Entry>(
  _ id: Identifier, in roll: Roll<Identifier, Entry>, _ what: String
) throws(Refusal) {
  guard roll[id] == nil else {
    throw Refusal(.duplicateId, "There is already \(what) \(id) in the deal")
  }
}
