public import Deals

/// The ledger's own facts, in the stream `ledger`.
public enum LedgerEvent: Declared, Hashable, Sendable {
  case created(LedgerCreated)
  case deciderChanged(DeciderChanged)
  case heads(HeadsRecorded)
  case keyChanged(LogKeyChanged)
  case restored(LedgerRestored)
  case witnessesNamed(WitnessesNamed)

  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case created = "ledger.created.v1"
    case deciderChanged = "ledger.decider-changed.v1"
    case heads = "ledger.heads.v1"
    case keyChanged = "ledger.key-changed.v1"
    case restored = "ledger.restored.v1"
    case witnessesNamed = "ledger.witnesses-named.v1"
  }

  public init(blank kind: Kind) {
    self =
      switch kind {
      case .created: .created(.init())
      case .deciderChanged: .deciderChanged(.init())
      case .heads: .heads(.init())
      case .keyChanged: .keyChanged(.init())
      case .restored: .restored(.init())
      case .witnessesNamed: .witnessesNamed(.init())
      }
  }

  public var kind: Kind {
    switch self {
    case .created: .created
    case .deciderChanged: .deciderChanged
    case .heads: .heads
    case .keyChanged: .keyChanged
    case .restored: .restored
    case .witnessesNamed: .witnessesNamed
    }
  }

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    switch self {
    case .created(let fact): self = .created(try fact.visited(&visit))
    case .deciderChanged(let fact): self = .deciderChanged(try fact.visited(&visit))
    case .heads(let fact): self = .heads(try fact.visited(&visit))
    case .keyChanged(let fact): self = .keyChanged(try fact.visited(&visit))
    case .restored(let fact): self = .restored(try fact.visited(&visit))
    case .witnessesNamed(let fact): self = .witnessesNamed(try fact.visited(&visit))
    }
  }
}
