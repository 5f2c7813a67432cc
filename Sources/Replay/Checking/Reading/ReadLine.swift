import DealRecords
import Deals
import EventLog
import Transparency

/// A line, read and opened by itself, before it is looked at in its order.
///
/// It holds much, and is handed from thread to thread without a copy.
final class ReadLine: Sendable {
  let position: GlobalPosition
  /// Nil where the row is no line; level 1 has named it.
  let leaf: TreeHash?
  /// Nil where the line is not one that the log writes.
  let envelope: Envelope?
  /// Who acted; nil where it has a form that no decision gives.
  let actor: Attribution?
  /// The legal time; nil where it has a form that no decision gives.
  let occurred: LegalTime?
  /// The command that begins with the line; nil where it goes on with the one before.
  let command: CommandReading?
  /// Nil where it cannot be read, or was not asked for.
  let fact: ReadFact?

  /// What is no line, or none that the log writes.
  convenience init(at position: GlobalPosition, leaf: TreeHash?) {
    self.init(at: position, leaf, nil, nil, nil)
  }

  init(
    at position: GlobalPosition, _ leaf: TreeHash?, _ envelope: Envelope?,
    _ command: CommandReading?, _ fact: ReadFact?
  ) {
    (self.position, self.leaf, self.envelope) = (position, leaf, envelope)
    (actor, occurred) =
      fact == nil
      ? (nil, nil)
      : (
        envelope.flatMap { Attribution(text: $0.actor) },
        envelope.flatMap { LegalTime(text: $0.occurred) }
      )
    (self.command, self.fact) = (command, fact)
  }
}

/// What can be told of a command before its turn.
enum CommandReading: Sendable {
  /// It is to be decided again.
  case received(ReceivedCommand)
  /// It says something else than its lines do.
  case contradicted([Divergence])
  /// It stays closed: its key was destroyed, or is not at hand.
  case closed
  /// It is not there, or it is not the one that its lines name.
  case missing
  /// Nothing is decided by it, or it was not asked for.
  case passed
  /// It stands before the size from which on commands are to be decided again.
  case early
}

/// What a line records, as far as it could be opened.
struct ReadFact: Sendable {
  /// As the line names it.
  let type: String
  let fact: Fact
  /// Why a part of it stays closed; nil where none does.
  let gap: StateGap?
}
