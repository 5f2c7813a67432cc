public import DealRecords
public import Deals
import Disclosures
import EventLog

/// To whom fields are shown and on what basis, and who orders it: the record of a disclosure.
public struct DisclosureOrder: Sendable {
  public let recipient: Text
  public let legalBasis: Text?
  public let actor: Actor
  public let at: LegalTime
  /// The same order under the same id again is not recorded again.
  public let id: MessageID
  public let expectedRevision: Count?

  /// - Parameters:
  ///   - id: Nil for one that no other command has.
  ///   - expectedRevision: Where the deal's stream should stand; nil where that does not matter.
  public init(
    to recipient: Text, on legalBasis: Text?, by actor: Actor, at: LegalTime,
    id: MessageID? = nil, expecting expectedRevision: Count? = nil
  ) {
    (self.recipient, self.legalBasis, self.actor, self.at) = (recipient, legalBasis, actor, at)
    self.id = id ?? MessageID(text: CommandID.fresh(at: .now)) ?? .blank
    self.expectedRevision = expectedRevision
  }

  /// The command that records the disclosure; nil where nothing needs a record.
  public func command(for chosen: ChosenFields) -> IncomingCommand? {
    guard let deal = chosen.recordedIn else { return nil }
    var command = WireCommand()
    (command.actor, command.at, command.deal) = (actor, at, deal)
    (command.id, command.expectedRevision) = (id, expectedRevision)
    command.command = Text(text: CommandKind.discloseToMinistry.rawValue) ?? .blank
    let data = encode(disclosure(of: chosen), as: .command)
    command.data = FreeObject(canonicalText: String(decoding: data, as: UTF8.self)) ?? .blank
    return IncomingCommand(encode(command, as: .command))
  }

  private func disclosure(of chosen: ChosenFields) -> Disclosure {
    var disclosure = Disclosure()
    disclosure.fieldClasses = chosen.classes
    disclosure.fieldPaths = chosen.fields.compactMap { Text(text: $0.path.description) }
    disclosure.legalBasis = legalBasis
    disclosure.position = Count(Int(chosen.line.position.rawValue))
    disclosure.recipient = recipient
    return disclosure
  }
}
