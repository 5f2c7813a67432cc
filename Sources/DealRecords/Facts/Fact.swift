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
    // Most lines are of a first version: an event is large, and need not be handed about with it.
    if let blank = Fact(blankOfFirst: type) {
      try self.init(blank, of: 1, data, opened)
    } else if let type = EventType(type) {
      try self.init(type.blank, of: type.version, data, opened)
    } else {
      return nil
    }
  }

  @inline(__always)
  private init(
    _ blank: consuming Fact, of version: Int, _ data: RawSpan, _ opened: OpenedValues
  ) throws(FieldFault) {
    switch blank {
    case .deal(var event):
      try decode(event: &event, of: version, from: data, opened)
      self = .deal(event)
    case .party(var event):
      try decode(event: &event, of: version, from: data, opened)
      self = .party(event)
    case .network(var event):
      try decode(event: &event, of: version, from: data, opened)
      self = .network(event)
    case .ledger(var event):
      try decode(event: &event, of: version, from: data, opened)
      self = .ledger(event)
    }
  }

  /// The fact of a type in its first version before its fields are read; nil for any other type.
  init?(blankOfFirst type: String) {
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

  /// The name of its type in the first version.
  var firstType: String {
    switch self {
    case .deal(let event): event.kind.rawValue
    case .party(let event): event.kind.rawValue
    case .network(let event): event.kind.rawValue
    case .ledger(let event): event.kind.rawValue
    }
  }

  /// The first version of every type.
  static var firstTypes: [String] {
    DealEventKind.allCases.map(\.rawValue) + PartyEventKind.allCases.map(\.rawValue)
      + NetworkEventKind.allCases.map(\.rawValue) + LedgerEvent.Kind.allCases.map(\.rawValue)
  }

  /// The fields of all versions of its type, in canonical order.
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
  /// The event's data as a line of its type holds them, and the values that it holds the digests of.
  public func sealed(with salts: Salts) -> (data: [UInt8], values: SealedValues) {
    switch self {
    case .deal(let event): seal(event, of: version, with: salts)
    case .party(let event): seal(event, of: version, with: salts)
    case .network(let event): seal(event, of: version, with: salts)
    case .ledger(let event): seal(event, of: version, with: salts)
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
