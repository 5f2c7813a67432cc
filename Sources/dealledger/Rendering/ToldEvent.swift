import DealRecords
import EventLog
import Ledger

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

  init(_ shown: ShownEvent) throws(LogFault) {
    let event = shown.event
    do throws(LineFault) {
      let line = try LineView(event.line.span.bytes)
      (position, actor, commandID) = (event.position, line.actor, line.commandID)
      (occurred, recorded, revision) = (line.occurred, line.time, line.revision)
      (subject, type) = (line.subject, line.type)
      fact = shown.fact
    } catch {
      throw .damaged("position \(event.position): \(error)")
    }
  }

  var title: String { EventWords.title(ofType: type) }
}
