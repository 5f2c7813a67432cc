public import Deals
public import EventLog

/// What a stream is about.
public enum Subject: Hashable, Sendable {
  case deal(Identifier)
  case party(Identifier)
  /// Something of the network: a member, a facility, a gathering.
  case network(Identifier)
  /// A published figure.
  case figure(Identifier)
  case ledger

  /// Nil for a stream of a kind that this version does not know.
  public init?(_ stream: StreamName) {
    let parts = stream.text.split(separator: "/", maxSplits: 1)
    switch (parts.first, parts.count == 2 ? Identifier(text: String(parts[1])) : nil) {
    case ("ledger", nil) where parts.count == 1: self = .ledger
    case ("deal", let id?): self = .deal(id)
    case ("party", let id?): self = .party(id)
    case ("network", let id?): self = .network(id)
    case ("figure", let id?): self = .figure(id)
    default: return nil
    }
  }

  public var stream: StreamName {
    switch self {
    case .deal(let id): StreamName("deal", id)
    case .party(let id): StreamName("party", id)
    case .network(let id): StreamName("network", id)
    case .figure(let id): StreamName("figure", id)
    case .ledger: .ledger
    }
  }
}

extension StreamName {
  /// Where the ledger's own facts stand.
  public static let ledger = StreamName(kind: "ledger")

  public init(_ kind: StaticString, _ id: Identifier) { self.init(kind: kind, id: id.text) }
}
