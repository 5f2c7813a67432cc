import Deals

/// A JSON Schema that others are given, as the file of its name in `Schemas/` holds it.
///
/// Those files are for people and other programs; they are made from here, and a test fails where
/// one differs.
public struct SchemaDocument: Hashable, Sendable {
  /// The type of an event, or the name of a command.
  public let name: String
  public let text: String

  /// The data of an event of a type; nil for a type that is not known.
  public init?(ofEvent type: String) {
    guard let type = EventType(type) else { return nil }
    self.init(of: type)
  }

  private init(of type: EventType) {
    name = type.name
    text = SchemaBuilder(form: .event).document(
      of: type.declaration, id: "urn:dealledger:event:\(name)", title: "The data of \(name)")
  }

  /// The whole of a command on the wire; nil for a name that no command has.
  public init?(ofCommand name: String) {
    let data: [FieldDeclaration]
    let isAboutDeal: Bool
    if let kind = CommandKind(rawValue: name) {
      (data, isAboutDeal) = (DealCommand(blank: kind).declaration, true)
    } else if let kind = PartyCommandKind(rawValue: name) {
      (data, isAboutDeal) = (PartyCommand(blank: kind).declaration, false)
    } else if let kind = NetworkCommandKind(rawValue: name) {
      (data, isAboutDeal) = (NetworkCommand(blank: kind).declaration, false)
    } else {
      return nil
    }
    self.name = name
    let builder = SchemaBuilder(form: .command)
    text = builder.document(
      builder.command(name, data, isAboutDeal: isAboutDeal),
      id: "urn:dealledger:command:\(name)", title: "The command \(name)")
  }
}

extension SchemaDocument {
  /// One for each type of event.
  public static var events: [SchemaDocument] {
    EventType.all.map(SchemaDocument.init(of:))
  }

  /// One for each command.
  public static var commands: [SchemaDocument] {
    CommandRequest.allNames.compactMap(SchemaDocument.init(ofCommand:))
  }
}

extension CommandRequest {
  /// The names of all commands on the wire.
  public static var allNames: [String] {
    CommandKind.allCases.map(\.rawValue) + PartyCommandKind.allCases.map(\.rawValue)
      + NetworkCommandKind.allCases.map(\.rawValue)
  }
}

extension SchemaBuilder {
  /// The command as `WireCommand` declares it, with its own name and its own data.
  fileprivate func command(
    _ name: String, _ data: [FieldDeclaration], isAboutDeal: Bool
  ) -> [String: SchemaNode] {
    let wire = WireCommand.declaration.filter { isAboutDeal || $0.name != "deal" }
    var schema = object(of: wire)
    guard case .object(var properties) = schema["properties"] else { return schema }
    properties["command"] = .object(["const": .text(name)])
    properties["data"] = .object(object(of: data))
    schema["properties"] = .object(properties)
    let isRequired = { (field: FieldDeclaration) in !field.isOptional || field.name == "deal" }
    schema["required"] = .list(wire.filter(isRequired).map { .text($0.name) })
    return schema
  }
}
