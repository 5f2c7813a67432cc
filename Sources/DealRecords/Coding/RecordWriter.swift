public import CanonicalJSON
public import Deals

/// Writes a record's fields as canonical JSON, in the order of its declaration.
@frozen public struct RecordWriter: ~Copyable {
  public var json: CanonicalWriter
  @usableFromInline let form: RecordForm
  /// The version of the event's type: what later ones brought is left out.
  @usableFromInline let version: Int
  @usableFromInline var sealing: SealingBuffer?
  /// The object that is being written, where its values are sealed.
  @usableFromInline var object: SealingBuffer.Object?

  /// Writes what has nothing to seal, or stands in a form that does not seal.
  @inlinable public init(_ json: consuming CanonicalWriter, as form: RecordForm) {
    self.json = json
    self.form = form
    version = .max
  }

  /// Writes events of a version of their type.
  @usableFromInline init(
    _ json: consuming CanonicalWriter, of version: Int, sealing salts: Salts
  ) {
    self.json = json
    self.version = version
    form = .event
    sealing = SealingBuffer(salts)
  }

  @inlinable public consuming func finish() -> [UInt8] { json.finish() }

  /// The event's data, and what they are the digests of.
  @usableFromInline consuming func finishSealing() -> (data: [UInt8], values: SealedValues) {
    let values = sealing?.finish() ?? SealedValues()
    return (json.finish(), values)
  }
}

// MARK: Fields

extension RecordWriter: FieldVisitor {
  @inlinable public mutating func reaches(_ version: Int, isGiven: Bool) -> Bool {
    version <= self.version
  }

  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) {
    guard form.holds(origin), !value.isAbsent else { return }
    json.key(name)
    value.write(to: &self)
  }

  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) {
    guard form.holds(origin) else { return }
    guard case .opened(var open) = value else {
      preconditionFailure("\(name) is closed and cannot be written")
    }
    guard form == .event else { return visit(name, &open, from: origin) }
    seal(open, as: name, disclosure)
  }

  @inlinable mutating func seal<T: FieldValue>(
    _ value: T, as name: StaticString, _ disclosure: DisclosureClass
  ) {
    guard let object, let bytes = sealing?.begin(name) else {
      preconditionFailure("\(name) is written without a source of salts")
    }
    var writer = RecordWriter(CanonicalWriter(after: bytes), as: .disclosed)
    if value.isAbsent { writer.json.null() } else { value.write(to: &writer) }
    let subject = disclosure == .personal ? value.dataSubject : nil
    sealing?.end(writer.finish(), of: subject, in: object)
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
    let (start, outer) = (json.bytes.count, object)
    object = sealing?.beginObject()
    var fields = record
    // This visitor throws nothing, and so neither do the fields that pass its throws on.
    try? fields.fields(&self)
    if let object, let member = sealing?.endObject(object) { insert(member, at: start) }
    object = outer
    json.endObject()
  }

  /// Digests stand before all names, which begin with a lower-case letter.
  @usableFromInline mutating func insert(_ member: consuming [UInt8], at start: Int) {
    if json.bytes.count > start { member.append(UInt8(ascii: ",")) }
    json.bytes.insert(contentsOf: member, at: start)
  }
}
