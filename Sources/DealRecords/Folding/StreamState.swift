public import Deals
public import EventLog

/// What the events of a stream have come to.
public enum StreamState: Hashable, Sendable {
  /// In a place of its own, since a deal is large and its state is handed about.
  indirect case deal(Deal)
  case party(PartyKeys)
  case network(NetworkEntry)

  /// The state before the first event; nil for a stream that nothing is decided upon.
  public init?(blankFor subject: Subject) {
    switch subject {
    case .deal: self = .deal(Deal())
    case .party: self = .party(PartyKeys())
    case .network: self = .network(NetworkEntry(in: .network))
    case .figure: self = .network(NetworkEntry(in: .figures))
    case .ledger: return nil
    }
  }

  /// Takes in the stream's next event.
  public mutating func apply(
    _ fact: Fact, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(FoldFault) {
    switch (self, fact) {
    case (.deal(var deal), .deal(let event)):
      self = .party(PartyKeys())  // so that the deal has one owner and is changed where it lies
      defer { self = .deal(deal) }
      try deal.fold(event, by: actor, at: at, revision: revision)
    case (.party(var keys), .party(let event)):
      defer { self = .party(keys) }
      do throws(IllegalPartyEvent) {
        try keys.apply(event, by: actor, at: at, revision: revision)
      } catch {
        throw .illegal("\(error)")
      }
    case (.network(var entry), .network(let event)):
      defer { self = .network(entry) }
      do throws(IllegalNetworkEvent) {
        try entry.apply(event, by: actor, at: at, revision: revision)
      } catch {
        throw .illegal("\(error)")
      }
    default: throw .foreign(type: fact.type)
    }
  }

  /// Takes in the stream's next line, with what can be opened of what it has sealed.
  public mutating func apply(
    _ line: borrowing LineView, at position: GlobalPosition, sealed row: RawSpan? = nil,
    by opener: Opener = .closed
  ) throws(FoldFault) {
    let fact: Fact?
    do throws(FieldFault) {
      fact = try Fact(line, at: position, sealed: row, by: opener)
    } catch {
      throw .unreadable(error)
    }
    guard let fact else { throw .unknownType(line.type) }
    guard let actor = Attribution(text: line.actor) else { throw .malformed("actor") }
    guard let at = LegalTime(text: line.occurred) else { throw .malformed("occurred") }
    try apply(fact, by: actor, at: at, revision: line.revision)
  }
}

extension Deal {
  /// Takes in the deal's next event, where the deal lies.
  ///
  /// A deal is large, and `StreamState` copies it for each event: whoever folds a whole stream keeps
  /// the deal itself.
  public mutating func fold(
    _ fact: Fact, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(FoldFault) {
    guard case .deal(let event) = fact else { throw .foreign(type: fact.type) }
    try fold(event, by: actor, at: at, revision: revision)
  }

  fileprivate mutating func fold(
    _ event: DealEvent, by actor: Attribution, at: LegalTime, revision: Int
  ) throws(FoldFault) {
    do throws(IllegalEvent) {
      try apply(event, by: actor, at: at, revision: revision)
    } catch {
      throw .illegal("\(error)")
    }
  }
}

/// Why a line does not follow in its stream.
public enum FoldFault: Error, Hashable, Sendable {
  /// It is no line of a log.
  case line(LineFault)
  /// Its data are not what its type declares.
  case unreadable(FieldFault)
  /// This version does not know the type.
  case unknownType(String)
  /// An attribute has a form that no decision gives.
  case malformed(String)
  /// The type belongs to streams of another kind.
  case foreign(type: String)
  /// The event cannot have happened after those before it, and why.
  case illegal(String)
}

extension FoldFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .line(let fault): "\(fault)"
    case .unreadable(let fault): "its data: \(fault)"
    case .unknownType(let type): "this version does not know the type \(type)"
    case .malformed(let attribute): "its \(attribute) has a form that no decision gives"
    case .foreign(let type): "\(type) belongs to a stream of another kind"
    case .illegal(let why): why
    }
  }
}
