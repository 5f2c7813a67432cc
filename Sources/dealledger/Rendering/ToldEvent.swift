import DealRecords
import EventLog

/// An event of the log as it is told to people.
struct ToldEvent {
  let position: GlobalPosition
  let actor: String
  let commandID: String
  let occurred: String
  let recorded: String
  let revision: Int
  let subject: String
  let type: String
  /// Nil where this version of the program does not know the type.
  let fact: Fact?

  init(_ event: RecordedEvent) throws(LogFault) {
    do throws(LineFault) {
      let line = try LineView(event.line.span.bytes)
      (position, actor, commandID) = (event.position, line.actor, line.commandID)
      (occurred, recorded, revision) = (line.occurred, line.time, line.revision)
      (subject, type) = (line.subject, line.type)
      fact = try? Fact(type: line.type, data: line.data)
    } catch {
      throw .damaged("position \(event.position): \(error)")
    }
  }

  var title: String { EventWords.title(ofType: type) }
}
