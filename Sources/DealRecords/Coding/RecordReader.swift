public import CanonicalJSON
public import Deals

/// Reads a record's fields from canonical JSON, in the order of its declaration.
@frozen public struct RecordReader: ~Escapable {
  /// Where the record is read from: take it back to go on behind the record.
  public var json: CanonicalReader
  @usableFromInline let form: RecordForm
  /// The version of the event's type: what later ones brought is not known in it.
  @usableFromInline let version: Int
  /// The highest version that has brought a field that was found.
  @usableFromInline var foundVersion = 1
  /// Whether there is anything that stays closed.
  @usableFromInline var isPartlyClosed = false
  /// The digests of the object that is being read.
  @usableFromInline var digests = DigestList()
  /// How many digests the line has so far.
  @usableFromInline var digestCount = 0
  /// Where digests are computed.
  @usableFromInline var scratch: [UInt8] = []
  /// What was opened of what the digests stand for.
  @usableFromInline let opened: OpenedValues

  /// Reads a record; what an event has sealed stays closed unless `opened` holds it.
  @_lifetime(copy json)
  @inlinable public init(
    _ json: CanonicalReader, as form: RecordForm, of version: Int = .max,
    opened: OpenedValues = OpenedValues()
  ) {
    (self.json, self.form, self.version, self.opened) = (json, form, version, opened)
  }
}

// MARK: Fields

extension RecordReader: FieldVisitor {
  @inlinable public mutating func reaches(_ version: Int, isGiven: Bool) -> Bool {
    version <= self.version
  }

  @inlinable public mutating func found(_ version: Int) {
    foundVersion = max(foundVersion, version)
  }

  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) throws(FieldFault) {
    guard form.holds(origin) else { return }
    guard json.takeKey(name) else {
      guard T.isOptional else { throw FieldFault(.missing) }
      value = T.blank
      return
    }
    value = try readValue(of: name)
  }

  @inlinable public mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) throws(FieldFault) {
    guard form.holds(origin) else { return }
    guard form == .event else {
      var open = T.blank
      try visit(name, &open, from: origin)
      value = .opened(open)
      return
    }
    let digest = try digests.next()
    guard let disclosed = opened.place(digest.number, disclosure) else {
      value = .closed
      isPartlyClosed = true
      return
    }
    do throws(FieldFault) {
      value = .opened(try open(disclosed, named: name, by: digest.place))
    } catch {
      throw place(error, inside: name.description, at: json.offset)
    }
  }

  @inlinable mutating func readValue<T: FieldValue>(
    of name: StaticString
  ) throws(FieldFault) -> T {
    let start = json.offset
    do throws(FieldFault) { return try T(from: &self) } catch {
      throw place(error, inside: name.description, at: start)
    }
  }

  @usableFromInline func place(
    _ fault: FieldFault, inside name: String, at offset: Int
  ) -> FieldFault {
    let fault = fault.inside(name)
    // The bytes of a command are our canonical form of it: their offsets tell the sender nothing.
    return form == .command ? fault : fault.at(offset)
  }
}
