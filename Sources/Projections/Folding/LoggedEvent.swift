public import DealRecords
public import Deals
public import EventLog

/// An event of the log, read as far as projections need it.
public struct LoggedEvent: Hashable, Sendable {
  public let position: GlobalPosition
  public let stream: StreamName
  public let revision: Int
  public let actor: Attribution
  /// The legal time.
  public let occurred: LegalTime
  public let fact: Fact

  /// Reads the event of a line, with what can be opened of what it has sealed; `stream` is the line's
  /// subject.
  ///
  /// What is erased or restricted is closed. A key that is lost is a fault: what it would open cannot
  /// be told from what nobody may see.
  init(
    _ line: borrowing LineView, at position: GlobalPosition, of stream: StreamName,
    sealed row: RawSpan?, by opener: Opener
  ) throws(FoldFault) {
    let opened = opener.open(row, of: stream, at: position)
    fact = try Self.fact(of: line.type, line.data, opened)
    guard let actor = Attribution(text: line.actor) else { throw .malformed("actor") }
    guard let occurred = LegalTime(text: line.occurred) else { throw .malformed("occurred") }
    (self.position, self.stream, self.actor, self.occurred) = (position, stream, actor, occurred)
    revision = line.revision
  }

  private static func fact(
    of type: String, _ data: RawSpan, _ opened: OpenedLine
  ) throws(FoldFault) -> Fact {
    do throws(FieldFault) {
      if let fault = opened.closures.first(where: \.isFault) {
        throw FieldFault(.malformed("\(fault)")).inside("_sd")
      }
      if let fact = try Fact(type: type, data: data, opened: opened.values) { return fact }
    } catch {
      throw .unreadable(error)
    }
    throw .unknownType(type)
  }

  /// What the event is about; nil for a stream of a kind that this version does not know.
  public var subject: Subject? { Subject(stream) }
}

extension Closure {
  /// Whether it is closed by mishap, and not because somebody wanted it so.
  fileprivate var isFault: Bool {
    switch self {
    case .altered, .unknownKey: true
    case .erased, .restricted: false
    }
  }
}
