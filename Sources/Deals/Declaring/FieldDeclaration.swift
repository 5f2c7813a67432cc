/// One field as it was declared.
public struct FieldDeclaration: Hashable, Sendable {
  public let name: String
  public let shape: Shape
  public let isOptional: Bool
  public let disclosure: DisclosureClass
  public let origin: FieldOrigin
  /// The version of the event's type that brought it.
  public let since: Int

  public init(
    name: String, shape: Shape, isOptional: Bool, disclosure: DisclosureClass, origin: FieldOrigin,
    since: Int = 1
  ) {
    (self.name, self.shape, self.isOptional) = (name, shape, isOptional)
    (self.disclosure, self.origin, self.since) = (disclosure, origin, since)
  }
}

/// Writes a declaration down, and stops the process where it is not in canonical order.
///
/// One name may stand twice in a row where the command may give what the ledger decides: the hash
/// of terms that came as a document.
struct FieldRecorder: FieldVisitor {
  private(set) var fields: [FieldDeclaration] = []
  /// The version that brought the field that comes next.
  private var since = 1

  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool {
    precondition(version > 1, "what version \(version) brought needs no mention")
    since = version
    return true
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    add(name, T.self, .public, origin)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    precondition(disclosure != .public, "\(name) is sealed and has class public")
    precondition(!T.shape.holdsSealed, "\(name) is sealed, and seals a part of itself once more")
    add(name, T.self, disclosure, origin)
  }

  private mutating func add<T: FieldValue>(
    _ name: StaticString, _ type: T.Type, _ disclosure: DisclosureClass, _ origin: FieldOrigin
  ) {
    let name = "\(name)"
    if let last = fields.last {
      let isPair = last.name == name && last.origin == .request && origin == .decision
      precondition(last.name < name || isPair, "\(name) is declared after \(last.name)")
    }
    fields.append(
      FieldDeclaration(
        name: name, shape: T.shape, isOptional: T.isOptional, disclosure: disclosure,
        origin: origin, since: since))
    since = 1
  }
}

extension Shape {
  /// Whether a part of the value is sealed by itself.
  fileprivate var holdsSealed: Bool {
    switch self {
    case .record(let fields):
      fields.contains { $0.disclosure != .public || $0.shape.holdsSealed }
    case .list(let element), .map(_, let element): element.holdsSealed
    case .text, .code, .integer, .boolean, .free: false
    }
  }
}
