public import EventLog

/// What a command came to.
public enum CommandOutcome: Hashable, Sendable {
  case accepted(CommandReceipt)
  /// The same command came before; the receipt is the first one.
  case repeated(CommandReceipt)
  /// It was understood, and may not happen.
  case refused(CommandName, code: String, message: String)
  /// It is no command.
  case invalid(pointer: String, message: String)
}

/// Which command, and about what.
public struct CommandName: Hashable, Sendable {
  /// `OfferTerms`.
  public let command: String
  /// The deal; nil for a command about keys or the network.
  public let deal: String?
}

/// What an accepted command is answered, the same for ever.
public struct CommandReceipt: Hashable, Sendable {
  public let name: CommandName
  public let receipt: Receipt
  /// With the request and the findings it gives the receipt's digest, so that a sender can prove
  /// what it sent; nil where the command was erased.
  public let salt: [UInt8]?
}

extension CommandReceipt {
  /// Where the last event of the command stands.
  public var last: Receipt.Place? { receipt.events.last }
}
