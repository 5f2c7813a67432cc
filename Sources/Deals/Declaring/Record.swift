/// Facts that belong together, declared once.
///
/// The one function `fields` names every field with its type, its presence, its disclosure class
/// and who gives it. Reader, writer, JSON Schema and sealing are visitors of that declaration, for
/// the command that asks and for the event that records alike. Fields are visited in canonical
/// order: ascending by name.
public protocol Record: FieldValue, Declared {
  init()
}

/// Whatever has declared fields: a record, or an event whose kind decides which record it is.
public protocol Declared {
  mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault)
}

extension Declared {
  /// The fields in canonical order.
  public var declaration: [FieldDeclaration] {
    var recorder = FieldRecorder()
    var copy = self
    try? copy.fields(&recorder)
    return recorder.fields
  }
}

extension Record {
  @inlinable public static var blank: Self { Self() }
  public static var shape: Shape { .record(declaration) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    self.init()
    try source.record(into: &self)
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.record(self) }

  /// The record as a visitor has left it.
  @inlinable public consuming func visited<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) -> Self {
    try fields(&visit)
    return self
  }

  /// The fields in canonical order.
  public static var declaration: [FieldDeclaration] { Self().declaration }
}

/// Who gives a field.
@frozen public enum FieldOrigin: String, Hashable, Sendable {
  /// The command; the event repeats it.
  case sender
  /// The command alone; what the ledger makes of it stands in the event.
  case request
  /// The ledger, when it decides; it stands in the event alone.
  case decision
}

/// What visits the fields of a record.
public protocol FieldVisitor: ~Copyable, ~Escapable {
  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout T, from origin: FieldOrigin
  ) throws(FieldFault)

  mutating func visit<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass,
    from origin: FieldOrigin
  ) throws(FieldFault)

  /// Whether a field that `version` brought, and that comes next, stands in what is visited.
  ///
  /// - Parameter isGiven: Whether the record has a value for it, or one that stays closed.
  mutating func reaches(_ version: Int, isGiven: Bool) -> Bool
  /// A field that `version` brought has been visited, and is given or stays closed.
  mutating func found(_ version: Int)
}

extension FieldVisitor where Self: ~Copyable & ~Escapable {
  @inlinable public mutating func reaches(_ version: Int, isGiven: Bool) -> Bool { true }
  @inlinable public mutating func found(_ version: Int) {}
}

extension FieldVisitor where Self: ~Copyable & ~Escapable {
  /// A public field that the command gives.
  @inlinable public mutating func field<T: FieldValue>(
    _ name: StaticString, _ value: inout T
  ) throws(FieldFault) {
    try visit(name, &value, from: .sender)
  }

  /// A field above class public that the command gives.
  @inlinable public mutating func field<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass
  ) throws(FieldFault) {
    try visit(name, &value, disclosure, from: .sender)
  }

  /// A public field that the command may give, and that a later version of the event's type brought.
  @inlinable public mutating func field<T: FieldValue>(
    _ name: StaticString, _ value: inout T?, since version: Int
  ) throws(FieldFault) {
    guard reaches(version, isGiven: value != nil) else { return value = nil }
    try visit(name, &value, from: .sender)
    if value != nil { found(version) }
  }

  /// A field above class public that the command may give, and that a later version of the event's
  /// type brought.
  @inlinable public mutating func field<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T?>, _ disclosure: DisclosureClass,
    since version: Int
  ) throws(FieldFault) {
    guard reaches(version, isGiven: !value.isKnownAbsent) else { return value = .opened(nil) }
    try visit(name, &value, disclosure, from: .sender)
    if !value.isKnownAbsent { found(version) }
  }

  /// A public field that only the command has.
  @inlinable public mutating func asked<T: FieldValue>(
    _ name: StaticString, _ value: inout T
  ) throws(FieldFault) {
    try visit(name, &value, from: .request)
  }

  /// A public field that the ledger adds to the event.
  @inlinable public mutating func decided<T: FieldValue>(
    _ name: StaticString, _ value: inout T
  ) throws(FieldFault) {
    try visit(name, &value, from: .decision)
  }

  /// A field above class public that the ledger adds to the event.
  @inlinable public mutating func decided<T: FieldValue>(
    _ name: StaticString, _ value: inout Sealed<T>, _ disclosure: DisclosureClass
  ) throws(FieldFault) {
    try visit(name, &value, disclosure, from: .decision)
  }
}
