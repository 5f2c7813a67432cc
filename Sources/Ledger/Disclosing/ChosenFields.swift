public import Deals
import Disclosures

/// Fields of one line that are to be shown, each of which can be.
public struct ChosenFields: Sendable {
  public let line: DisclosableLine
  /// In the order of the event's declaration, each of them once.
  public let fields: [SealedField]

  /// The deal in whose stream the disclosure is recorded; nil where nothing needs a record.
  public var recordedIn: Identifier? { fields.isEmpty ? nil : line.deal }

  /// The classes of the fields, each of them once.
  public var classes: [DisclosureClass] {
    let found = Set(fields.map(\.disclosure))
    return DisclosureClass.allCases.filter(found.contains)
  }

  fileprivate init(_ line: DisclosableLine, _ fields: [SealedField]) {
    (self.line, self.fields) = (line, fields)
  }
}

extension DisclosableLine {
  /// The fields that are asked for; refuses by name the first that cannot be shown.
  public func choosing(_ choice: FieldChoice) throws(DisclosingFault) -> ChosenFields {
    guard let sealed else {
      guard choice == .none else { throw .unknownType(type) }
      return ChosenFields(self, [])
    }
    var chosen: Set<FieldPath> = []
    switch choice {
    case .all: chosen = Set(sealed.map(\.path))
    case .named(let names): for name in names { chosen.insert(try find(name, in: sealed).path) }
    }
    let fields = sealed.filter { chosen.contains($0.path) }
    for field in fields {
      if case .closed(let reason) = field.standing {
        throw refusal(of: field.path.description, .closed(reason))
      }
    }
    return ChosenFields(self, fields)
  }

  private func find(
    _ name: String, in sealed: [SealedField]
  ) throws(DisclosingFault) -> SealedField {
    let path = FieldPath(naming: name)
    if let field = sealed.first(where: { $0.path == path }) { return field }
    if let whole = sealed.first(where: { path.lies(in: $0.path) }) {
      throw refusal(of: name, .part(of: whole.path))
    }
    let hidesParts = sealed.contains { $0.path.lies(in: path) }
    throw refusal(of: name, hidesParts ? .holder : isPublic(path) ? .public : .unknown)
  }

  /// Whether a part of the line is there for everybody to see.
  private func isPublic(_ path: FieldPath) -> Bool {
    if path.steps.count == 2, Self.attributes.contains(path.steps[1]) { return true }
    return shown.contains { field in
      path == field || path.lies(in: field) && !shown.contains { $0.lies(in: field) }
    }
  }

  /// What stands in the line beside the event's own data.
  private static let attributes: Set<String> = [
    "actor", "causationid", "commanddigest", "commandid", "correlationid", "id", "occurred",
    "revision", "source", "specversion", "subject", "time", "type",
  ]

  private func refusal(of name: String, _ problem: FieldRefusal.Problem) -> DisclosingFault {
    .field(
      FieldRefusal(field: name, problem: problem, disclosable: disclosable.map(\.path)))
  }
}

extension FieldPath {
  /// The path that a person names, from the line or from its data on.
  fileprivate init(naming name: String) {
    let name = name.hasPrefix("/") ? name.dropFirst() : name[...]
    let steps = name.split(separator: "/", omittingEmptySubsequences: false).map { step in
      String(step).replacing("~1", with: "/").replacing("~0", with: "~")
    }
    self.init(steps.first == "data" ? steps : ["data"] + steps)
  }

  /// Whether this is a part of what stands at another path.
  fileprivate func lies(in other: FieldPath) -> Bool {
    steps.count > other.steps.count && steps.starts(with: other.steps)
  }
}
