public import Deals
public import EventLog

/// What a line records, by the type that it names.
public enum Fact: Hashable, Sendable {
  case deal(DealEvent)
  case party(PartyEvent)
  case network(NetworkEvent)
  case ledger(LedgerEvent)

  /// Reads an event's data; nil where this version of the program does not know the type.
  ///
  /// What is not public is closed, but for what was `opened`.
  public init?(
    type: String, data: RawSpan, opened: OpenedValues = OpenedValues()
  ) throws(FieldFault) {
    guard let known = Fact(blankOf: type) else { return nil }
    switch known {
    case .deal(var event):
      try decode(event: &event, from: data, opened)
      self = .deal(event)
    case .party(var event):
      try decode(event: &event, from: data, opened)
      self = .party(event)
    case .network(var event):
      try decode(event: &event, from: data, opened)
      self = .network(event)
    case .ledger(var event):
      try decode(event: &event, from: data, opened)
      self = .ledger(event)
    }
  }

  /// The fact of a type before its fields are read; nil for a type that is not known.
  public init?(blankOf type: String) {
    if let kind = DealEventKind(rawValue: type) {
      self = .deal(DealEvent(blank: kind))
    } else if let kind = PartyEventKind(rawValue: type) {
      self = .party(PartyEvent(blank: kind))
    } else if let kind = NetworkEventKind(rawValue: type) {
      self = .network(NetworkEvent(blank: kind))
    } else if let kind = LedgerEvent.Kind(rawValue: type) {
      self = .ledger(LedgerEvent(blank: kind))
    } else {
      return nil
    }
  }

  public var type: String {
    switch self {
    case .deal(let event): event.kind.rawValue
    case .party(let event): event.kind.rawValue
    case .network(let event): event.kind.rawValue
    case .ledger(let event): event.kind.rawValue
    }
  }

  /// Every type that this version writes.
  public static var allTypes: [String] {
    DealEventKind.allCases.map(\.rawValue) + PartyEventKind.allCases.map(\.rawValue)
      + NetworkEventKind.allCases.map(\.rawValue) + LedgerEvent.Kind.allCases.map(\.rawValue)
  }

  /// The fields that the type declares, in canonical order.
  public var declaration: [FieldDeclaration] {
    switch self {
    case .deal(let event): event.declaration
    case .party(let event): event.declaration
    case .network(let event): event.declaration
    case .ledger(let event): event.declaration
    }
  }
}

extension Fact {
  /// The event's data as a line holds them, and the values that it holds the digests of.
  public func sealed(with salts: Salts) -> (data: [UInt8], values: SealedValues) {
    switch self {
    case .deal(let event): seal(event, with: salts)
    case .party(let event): seal(event, with: salts)
    case .network(let event): seal(event, with: salts)
    case .ledger(let event): seal(event, with: salts)
    }
  }

  /// The event's data with every value in the clear, for people.
  public var disclosed: [UInt8] {
    switch self {
    case .deal(let event): encode(event, as: .disclosed)
    case .party(let event): encode(event, as: .disclosed)
    case .network(let event): encode(event, as: .disclosed)
    case .ledger(let event): encode(event, as: .disclosed)
    }
  }
}

extension NewEvent {
  /// An event that has nothing to seal.
  public init(_ fact: LedgerEvent) {
    self.init(type: fact.kind.rawValue, data: encode(fact, as: .event))
  }
}
