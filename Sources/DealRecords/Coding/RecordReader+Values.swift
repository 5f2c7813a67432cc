public import CanonicalJSON
public import Deals

extension RecordReader: ValueSource {
  @inlinable public mutating func text() throws(FieldFault) -> String {
    do throws(JSONFault) { return try json.string() } catch { throw fault(error, not: "a text") }
  }

  @inlinable public mutating func integer() throws(FieldFault) -> Int {
    do throws(JSONFault) { return try json.integer() } catch {
      throw fault(error, not: "an integer")
    }
  }

  @inlinable public mutating func boolean() throws(FieldFault) -> Bool {
    do throws(JSONFault) { return try json.boolean() } catch {
      throw fault(error, not: "true or false")
    }
  }

  public mutating func free() throws(FieldFault) -> String {
    do throws(JSONFault) { return try json.canonicalText() } catch {
      throw fault(error, not: "a value")
    }
  }

  @inlinable public mutating func list<T: FieldValue>(
    of: T.Type
  ) throws(FieldFault) -> [T] {
    var list: [T] = []
    try beginList()
    while try hasElement() {
      let start = json.offset
      do throws(FieldFault) { list.append(try T(from: &self)) } catch {
        throw place(error, inside: list.count.description, at: start)
      }
    }
    try endList()
    return list
  }

  /// Reads a map, whose keys stand in canonical order.
  @inlinable public mutating func map<T: FieldValue>(
    of: T.Type
  ) throws(FieldFault) -> [String: T] {
    var map: [String: T] = [:]
    var last: String?
    try beginObject()
    while let key = try key(after: last) {
      let start = json.offset
      let value: T
      do throws(FieldFault) { value = try T(from: &self) } catch {
        throw place(error, inside: key, at: start)
      }
      guard map.updateValue(value, forKey: key) == nil else {
        throw place(FieldFault(.invalid("written in one way")), inside: key, at: start)
      }
      last = key
    }
    try endObject()
    return map
  }

  @inlinable public mutating func record<R: Record>(into record: inout R) throws(FieldFault) {
    try declared(into: &record)
  }

  /// Reads the fields of whatever declares them.
  @inlinable public mutating func declared<D: Declared>(into record: inout D) throws(FieldFault) {
    try beginObject()
    let (members, outer) = (json, digests)
    do throws(FieldFault) {
      digests = try readDigests()
      try record.fields(&self)
      try requireNoDigest()
      digests = outer
      try endObject()
    } catch {
      // A fault without a pointer is one of the record's own keys.
      throw error.pointer.isEmpty
        ? keyFault(of: record.declaration, in: members) ?? error : error
    }
  }

  /// Whether the event is of the lowest version that can hold it, as far as that can be told: what
  /// stays closed may hold a field that only a later one has.
  func requireVersion() throws(FieldFault) {
    guard foundVersion < version, !isPartlyClosed else { return }
    throw FieldFault(.invalid("an event of version \(foundVersion), which holds all that it says"))
  }

  /// What remains after the record.
  @inlinable public func expectEnd() throws(FieldFault) {
    do throws(JSONFault) { try json.expectEnd() } catch { throw fault(error, not: "one value") }
  }
}

// MARK: JSON's structure

extension RecordReader {
  @inlinable mutating func beginObject() throws(FieldFault) {
    do throws(JSONFault) { try json.beginObject() } catch { throw fault(error, not: "an object") }
  }

  @inlinable mutating func endObject() throws(FieldFault) {
    do throws(JSONFault) { try json.endObject() } catch { throw fault(error, not: "an object") }
  }

  @inlinable mutating func beginList() throws(FieldFault) {
    do throws(JSONFault) { try json.beginArray() } catch { throw fault(error, not: "a list") }
  }

  @inlinable mutating func endList() throws(FieldFault) {
    do throws(JSONFault) { try json.endArray() } catch { throw fault(error, not: "a list") }
  }

  @inlinable mutating func hasElement() throws(FieldFault) -> Bool {
    do throws(JSONFault) { return try json.nextElement() } catch {
      throw fault(error, not: "a list")
    }
  }

  /// The next key of a map; nil at its end.
  @usableFromInline mutating func key(after last: String?) throws(FieldFault) -> String? {
    let start = json.keyOffset
    let key: String?
    do throws(JSONFault) { key = try json.readKey() } catch { throw fault(error, not: "an object") }
    guard let key, let last, !KeyOrder.isAscending(last.utf8, key.utf8) else { return key }
    throw place(FieldFault(.misordered), inside: key, at: start)
  }

  @usableFromInline func fault(_ fault: JSONFault, not expected: String) -> FieldFault {
    let reason: FieldFault.Reason =
      fault.problem == .otherType
      ? .wrongType(expected: expected) : .malformed(fault.problem.description)
    return FieldFault(reason, offset: form == .command ? nil : fault.offset)
  }
}
