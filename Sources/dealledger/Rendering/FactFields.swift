import Deals

/// The fields of a fact as JSON, for a reader of some disclosure classes.
struct FactFields {
  /// What stands in the place of a value that is not shown.
  static let sealed = JSON.string("sealed")

  private let showing: Set<DisclosureClass>
  private(set) var members: [JSON.Member] = []

  init(of fact: some Declared, showing classes: Set<DisclosureClass>) {
    showing = classes
    var fact = fact
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? fact.fields(&self)
  }
}

extension FactFields: FieldVisitor {
  /// What no line of the event's version holds is not sealed there either.
  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool { isGiven }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard origin != .request, !value.isAbsent else { return }
    add(name, FactValue.json(of: value, showing: showing))
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard origin != .request else { return }
    if showing.contains(disclosure), case .opened(var open) = value {
      visit(name, &open, from: origin)
    } else {
      add(name, Self.sealed)
    }
  }

  private mutating func add(_ name: StaticString, _ value: JSON) {
    members.append(JSON.Member(name: "\(name)", value: value))
  }
}

/// Takes one value of a field.
private struct FactValue: ValueSink {
  private let showing: Set<DisclosureClass>
  private var value = JSON.null

  private init(showing classes: Set<DisclosureClass>) { showing = classes }

  static func json(of field: some FieldValue, showing classes: Set<DisclosureClass>) -> JSON {
    var sink = FactValue(showing: classes)
    field.write(to: &sink)
    return sink.value
  }

  mutating func text(_ text: String) { value = .string(text) }
  mutating func integer(_ integer: Int) { value = .integer(integer) }
  mutating func boolean(_ boolean: Bool) { value = .boolean(boolean) }
  mutating func free(_ canonicalText: String) {
    value = (try? JSON(canonicalText)) ?? .verbatim(canonicalText)
  }

  mutating func list<T: FieldValue>(_ list: [T]) {
    value = .array(list.map { Self.json(of: $0, showing: showing) })
  }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    value = .object(
      map.sorted { $0.key < $1.key }.map {
        JSON.Member(name: $0.key, value: Self.json(of: $0.value, showing: showing))
      })
  }

  mutating func record<R: Record>(_ record: R) {
    value = .object(FactFields(of: record, showing: showing).members)
  }
}
