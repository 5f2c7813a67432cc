import CanonicalJSON
public import Deals

/// A command as it came in, read and understood, and not yet decided.
public struct CommandRequest: Sendable {
  /// In bytes; so that a line always holds what a command gives.
  public static let longest = 32 << 10

  /// What is asked, and of whom.
  public enum Asked: Hashable, Sendable {
    case deal(DealRequest)
    case party(PartyRequest)
    case network(NetworkRequest)
  }

  /// The name on the wire: `OfferTerms`.
  public let command: String
  public let asked: Asked
  public let wire: WireCommand
  /// The bytes as they were received.
  public let received: [UInt8]

  /// Reads a command, which may be any JSON that says one thing.
  public init(_ received: [UInt8]) throws(RequestFault) {
    let canonical: [UInt8]
    do throws(JSONFault) {
      canonical = try Canonicalizer.canonicalize(received, limit: Self.longest)
    } catch {
      throw .json(pointer: error.pointer, "\(error.problem)", offset: error.offset)
    }
    if let pointer = NulSearch.pointer(in: canonical) { throw .nul(pointer: pointer) }
    do throws(FieldFault) {
      let wire = try decode(WireCommand.self, from: canonical, as: .command)
      try wire.at.requireRecordable()
      (self.wire, self.received, command) = (wire, received, wire.command.text)
      asked = try Asked(wire)
    } catch {
      throw .field(error)
    }
  }
}

extension CommandRequest {
  public var actor: Actor { wire.actor }
  public var at: LegalTime { wire.at }

  /// The deal, the party whose keys it is about, or what it is about in the network.
  public var subject: Identifier {
    switch asked {
    case .deal(let request): request.deal
    case .party(let request): request.command.party
    case .network(let request): request.command.entry
    }
  }
}

extension CommandRequest.Asked {
  fileprivate init(_ wire: WireCommand) throws(FieldFault) {
    if let kind = CommandKind(rawValue: wire.command.text) {
      var command = DealCommand(blank: kind)
      try Self.read(&command, from: wire.data)
      guard let deal = wire.deal else { throw FieldFault(.missing).inside("deal") }
      self = .deal(DealRequest(deal: deal, actor: wire.actor, at: wire.at, command: command))
    } else if let kind = PartyCommandKind(rawValue: wire.command.text) {
      var command = PartyCommand(blank: kind)
      try Self.read(&command, from: wire.data)
      try Self.requireNoDeal(wire)
      self = .party(PartyRequest(actor: wire.actor, at: wire.at, command: command))
    } else if let kind = NetworkCommandKind(rawValue: wire.command.text) {
      var command = NetworkCommand(blank: kind)
      try Self.read(&command, from: wire.data)
      try Self.requireNoDeal(wire)
      self = .network(NetworkRequest(actor: wire.actor, at: wire.at, command: command))
    } else {
      throw FieldFault(.invalid("the name of a command, such as OfferTerms")).inside("command")
    }
  }

  private static func requireNoDeal(_ wire: WireCommand) throws(FieldFault) {
    guard wire.deal == nil else { throw FieldFault(.unknown).inside("deal") }
  }

  private static func read<D: Declared>(
    _ command: inout D, from data: FreeObject
  ) throws(FieldFault) {
    let text = data.canonicalText
    do throws(FieldFault) {
      try decode(into: &command, from: text.utf8.span.bytes, as: .command)
    } catch {
      throw error.inside("data")
    }
  }
}
