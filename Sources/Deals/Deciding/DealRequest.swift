/// Somebody asks something of a deal.
public struct DealRequest: Hashable, Sendable {
  public var deal: Identifier
  public var actor: Actor
  /// When it legally happened.
  public var at: LegalTime
  public var command: DealCommand

  public init(deal: Identifier, actor: Actor, at: LegalTime, command: DealCommand) {
    (self.deal, self.actor, self.at, self.command) = (deal, actor, at, command)
  }
}
