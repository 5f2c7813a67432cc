import CanonicalJSON
import Deals

/// Writes facts as JSON by their own declarations, for a reader of some disclosure classes.
struct DocumentWriter: ~Copyable {
  /// What stands in the place of a value that is not shown.
  static let sealed = "sealed"

  var json = CanonicalWriter()
  private let showing: Set<DisclosureClass>
  /// Fields of the outermost record that stand elsewhere in the document.
  private var omitted: Set<String> = []

  init(showing classes: Set<DisclosureClass>) { showing = classes }

  consuming func finish() -> [UInt8] { json.finish() }
}

// MARK: Fields

extension DocumentWriter: FieldVisitor {
  /// What no line of the record's version holds is not sealed there either.
  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool { isGiven }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard isRecorded(name, origin), !value.isAbsent else { return }
    json.key(name)
    value.write(to: &self)
  }

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard isRecorded(name, origin) else { return }
    if showing.contains(disclosure), case .opened(var open) = value {
      visit(name, &open, from: origin)
    } else {
      json.key(name)
      json.string(Self.sealed)
    }
  }

  /// Whether the field stands in events at all, and here.
  private func isRecorded(_ name: StaticString, _ origin: FieldOrigin) -> Bool {
    origin != .request && (omitted.isEmpty || !omitted.contains("\(name)"))
  }

  /// Writes the fields of a record into the object that is open.
  mutating func fields<Facts: Declared>(of facts: Facts, omitting omitted: Set<String> = []) {
    let outer = self.omitted
    self.omitted = omitted
    var facts = facts
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? facts.fields(&self)
    self.omitted = outer
  }
}

// MARK: Values

extension DocumentWriter: ValueSink {
  mutating func text(_ text: String) { json.string(text) }
  mutating func integer(_ integer: Int) { json.integer(integer) }
  mutating func boolean(_ boolean: Bool) { json.boolean(boolean) }
  mutating func free(_ canonicalText: String) { json.raw(canonicalText) }

  mutating func list<T: FieldValue>(_ list: [T]) {
    json.beginArray()
    for value in list {
      json.element()
      value.write(to: &self)
    }
    json.endArray()
  }

  mutating func map<T: FieldValue>(_ map: [String: T]) {
    json.beginObject()
    for (key, value) in map.sorted(by: { KeyOrder.isAscending($0.key.utf8, $1.key.utf8) }) {
      json.key(key)
      value.write(to: &self)
    }
    json.endObject()
  }

  mutating func record<R: Record>(_ record: R) {
    json.beginObject()
    fields(of: record)
    json.endObject()
  }
}

// MARK: Members of the open object

extension DocumentWriter {
  /// Writes a value, unless it is absent.
  mutating func member<T: FieldValue>(_ name: StaticString, _ value: T) {
    guard !value.isAbsent else { return }
    json.key(name)
    value.write(to: &self)
  }

  mutating func member(_ name: StaticString, text: String) {
    json.key(name)
    json.string(text)
  }

  mutating func object(_ name: StaticString, _ members: (inout DocumentWriter) -> Void) {
    json.key(name)
    object(members)
  }

  private mutating func object(_ members: (inout DocumentWriter) -> Void) {
    json.beginObject()
    members(&self)
    json.endObject()
  }

  /// Writes a list of objects, the members of each by `members`.
  mutating func list<Elements: Collection>(
    _ name: StaticString, _ elements: Elements,
    _ members: (inout DocumentWriter, Elements.Element) -> Void
  ) {
    json.key(name)
    json.beginArray()
    for element in elements {
      json.element()
      object { members(&$0, element) }
    }
    json.endArray()
  }

  /// Writes what was recorded, by whom, when, and by which event.
  mutating func entry<Facts: Record>(_ entered: Entered<Facts>, omitting: Set<String> = []) {
    fields(of: entered.fact, omitting: omitting)
    attribution(of: entered)
  }

  mutating func attribution<Fact>(of entered: Entered<Fact>) {
    member("by", text: entered.by.text)
    member("at", entered.at)
    member("revision", entered.revision)
  }

  mutating func entries<Facts: Record, Entries: Collection>(
    _ name: StaticString, _ entries: Entries
  ) where Entries.Element == Entered<Facts> {
    list(name, entries) { $0.entry($1) }
  }

  /// Writes what was recorded once; nothing where it was not.
  mutating func entry<Facts: Record>(_ name: StaticString, _ entered: Entered<Facts>?) {
    guard let entered else { return }
    object(name) { $0.entry(entered) }
  }
}
