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
  /// The record time.
  public let recorded: String
  public let commandID: String
  public let fact: Fact

  /// Reads the event of a line; `stream` is the line's subject.
  init(
    _ line: borrowing LineView, at position: GlobalPosition, of stream: StreamName
  ) throws(FoldFault) {
    let fact: Fact?
    do throws(FieldFault) {
      fact = try Fact(type: line.type, data: line.data)
    } catch {
      throw .unreadable(error)
    }
    guard let fact else { throw .unknownType(line.type) }
    self.fact = fact
    guard let actor = Attribution(text: line.actor) else { throw .malformed("actor") }
    guard let occurred = LegalTime(text: line.occurred) else { throw .malformed("occurred") }
    (self.position, self.stream, self.actor, self.occurred) = (position, stream, actor, occurred)
    (revision, recorded, commandID) = (line.revision, line.time, line.commandID)
  }

  /// What the event is about; nil for a stream of a kind that this version does not know.
  public var subject: Subject? { Subject(stream) }
}
