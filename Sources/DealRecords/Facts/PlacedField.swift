import CanonicalJSON
public import Deals
public import Disclosures

/// A field of an event, with its place in the line.
public struct PlacedField: Hashable, Sendable {
  /// From the line on: `data/parties/0/kind`.
  public let path: FieldPath
  public let disclosure: DisclosureClass
  /// The number of its digest among all of the line, from 0; nil where it is public.
  public fileprivate(set) var digest: Int?
}

extension Fact {
  /// Every field that stands in the event's line, or has a digest there, in the order of the
  /// declaration; a sealed value's parts are no fields of their own.
  ///
  /// - Parameter version: Of the line's type.
  public func placedFields(of version: Int) -> [PlacedField] {
    var walk = FieldWalk(of: version, under: "data")
    switch self {
    case .deal(let event): walk.visit(event)
    case .party(let event): walk.visit(event)
    case .network(let event): walk.visit(event)
    case .ledger(let event): walk.visit(event)
    }
    return walk.finish()
  }
}

/// Writes down where the fields of an event stand, whether they are open or closed.
private struct FieldWalk {
  private var fields: [PlacedField] = []
  private let version: Int
  private var path: FieldPath
  /// Which object of the line is being visited, counted as they begin.
  private var object = 0
  private var objects = 0
  /// The sealed fields, by their places in `fields`, and the objects that own them.
  private var sealed: [(object: Int, field: Int)] = []

  init(of version: Int, under name: String) { (self.version, path) = (version, FieldPath([name])) }

  mutating func visit(_ declared: some Declared) {
    let outer = object
    (object, objects) = (objects, objects + 1)
    var copy = declared
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? copy.fields(&self)
    object = outer
  }

  /// What was found, with the numbers of the digests.
  ///
  /// An object's digests stand before the objects in it, and its fields may come after them.
  consuming func finish() -> [PlacedField] {
    let inLine = sealed.sorted { ($0.object, $0.field) < ($1.object, $1.field) }
    for (digest, place) in inLine.enumerated() { fields[place.field].digest = digest }
    return fields
  }

  private mutating func enter(_ step: String, _ body: (inout FieldWalk) -> Void) {
    path.steps.append(step)
    body(&self)
    path.steps.removeLast()
  }
}

extension FieldWalk: FieldVisitor {
  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool {
    version <= self.version
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard RecordForm.event.holds(origin), !value.isAbsent else { return }
    let value = value
    enter(name.description) { walk in
      walk.fields.append(PlacedField(path: walk.path, disclosure: .public))
      value.write(to: &walk)
    }
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard RecordForm.event.holds(origin) else { return }
    sealed.append((object, fields.count))
    fields.append(PlacedField(path: path.appending(name.description), disclosure: disclosure))
  }
}

extension FieldWalk: ValueSink {
  mutating func text(_ text: String) {}
  mutating func integer(_ integer: Int) {}
  mutating func boolean(_ boolean: Bool) {}
  mutating func free(_ canonicalText: String) {}

  mutating func list<T: FieldValue>(_ list: [T]) {
    for (index, value) in list.enumerated() { enter("\(index)") { value.write(to: &$0) } }
  }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    for (key, value) in map.sorted(by: { KeyOrder.isAscending($0.key.utf8, $1.key.utf8) }) {
      enter(key) { value.write(to: &$0) }
    }
  }

  mutating func record<R: Record>(_ record: R) { visit(record) }
}
