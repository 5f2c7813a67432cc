public import CanonicalJSON
public import Deals

/// Writes a record's fields as canonical JSON, in the order of its declaration.
@frozen public struct RecordWriter: ~Copyable {
  public var json: CanonicalWriter
  @usableFromInline let form: RecordForm

  @inlinable public init(_ json: consuming CanonicalWriter, as form: RecordForm) {
    self.json = json
    self.form = form
  }

  @inlinable public consuming func finish() -> [UInt8] { json.finish() }
}

// MARK: Fields

extension RecordWriter: FieldVisitor {
  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard form.holds(origin), !value.isAbsent else { return }
    json.key(name)
    value.write(to: &self)
  }

  /// In format 0 a sealed value stands in the clear, so that a closed one cannot be written.
  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard case .opened(var open) = value else {
      preconditionFailure("\(name) is closed and cannot be written")
    }
    visit(name, &open, from: origin)
  }
}

// MARK: Values

extension RecordWriter: ValueSink {
  @inlinable public mutating func text(_ text: String) { json.string(text) }
  @inlinable public mutating func integer(_ integer: Int) { json.integer(integer) }
  @inlinable public mutating func boolean(_ boolean: Bool) { json.boolean(boolean) }
  @inlinable public mutating func free(_ canonicalText: String) { json.raw(canonicalText) }

  @inlinable public mutating func list<T: FieldValue>(_ list: [T]) {
    json.beginArray()
    for value in list {
      json.element()
      value.write(to: &self)
    }
    json.endArray()
  }

  @inlinable public mutating func map<T: FieldValue>(_ map: [String: T]) {
    json.beginObject()
    for (key, value) in map.sorted(by: { KeyOrder.isAscending($0.key.utf8, $1.key.utf8) }) {
      json.key(key)
      value.write(to: &self)
    }
    json.endObject()
  }

  @inlinable public mutating func record<R: Record>(_ record: R) { declared(record) }

  /// Writes the fields of whatever declares them.
  @inlinable public mutating func declared<D: Declared>(_ record: D) {
    json.beginObject()
    var fields = record
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? fields.fields(&self)
    json.endObject()
  }
}
