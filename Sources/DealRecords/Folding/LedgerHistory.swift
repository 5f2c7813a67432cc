public import Deals
public import EventLog

/// What the ledger's own facts have come to: which key signs which trees, under which origin, and
/// who is to cosign.
public struct LedgerHistory: Hashable, Sendable {
  public let created: LedgerCreated
  /// The spans of the log in their order, each with the key that signs trees that end in it.
  public private(set) var spans: [Span]
  /// The version of the rules that decides.
  public private(set) var decider: Count
  /// Whose cosignatures each checkpoint is to bear, as C2SP verifier keys.
  public private(set) var witnesses: [String] = []

  /// Lines that have one key, one origin and one source.
  public struct Span: Hashable, Sendable {
    /// Where its first line stands.
    public let start: GlobalPosition
    public let epoch: Int
    /// A C2SP verifier key.
    public let key: String
    public let origin: String
  }

  public init(_ created: LedgerCreated) {
    self.created = created
    decider = created.decider
    spans = [
      Span(
        start: .first, epoch: created.epoch.value, key: created.key.text,
        origin: created.origin.text)
    ]
  }

  /// Takes in the next of the ledger's own facts.
  public mutating func apply(_ event: LedgerEvent, at position: GlobalPosition) {
    switch event {
    case .created, .heads: break
    case .deciderChanged(let change): decider = change.decider
    case .keyChanged(let change):
      spans.append(
        Span(start: position, epoch: current.epoch, key: change.key.text, origin: current.origin))
    case .restored(let restored):
      spans.append(
        Span(
          start: position, epoch: restored.epoch.value, key: restored.key.text,
          origin: restored.origin.text))
    case .witnessesNamed(let named): witnesses = named.witnesses.map(\.text)
    }
  }

  /// What is in force for the next line.
  public var current: Span { spans[spans.count - 1] }

  /// What is in force for a line.
  public func span(of position: GlobalPosition) -> Span {
    spans.last { $0.start <= position } ?? spans[0]
  }

  /// What is in force for a tree of so many lines: what its last line says.
  public func span(ofTreeSize size: UInt64) -> Span {
    span(of: GlobalPosition(size == 0 ? 0 : size - 1))
  }

  /// The `source` of a line.
  public func source(of position: GlobalPosition) -> String {
    source(ofEpoch: span(of: position).epoch)
  }

  public func source(ofEpoch epoch: Int) -> String { "/ledgers/\(created.ledger)/\(epoch)" }
}

extension LedgerHistory {
  /// Reads the ledger's own facts, from line 0 on.
  public init(_ snapshot: borrowing Snapshot) throws(LogFault) {
    var lines = try snapshot.lines(of: .ledger)
    var history: LedgerHistory?
    while let line = try lines.next() {
      guard case .ledger(let event)? = try Self.fact(line) else { continue }
      if history == nil, case .created(let created) = event { history = LedgerHistory(created) }
      history?.apply(event, at: line.position)
    }
    guard let history else { throw .damaged("line 0 is missing") }
    self = history
  }

  /// Nil for a type that this version does not know.
  private static func fact(_ line: borrowing StoredLine) throws(LogFault) -> Fact? {
    do {
      let view = try LineView(line.bytes)
      return try Fact(type: view.type, data: view.data)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
  }
}
