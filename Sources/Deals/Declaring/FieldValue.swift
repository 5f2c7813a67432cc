/// A value that a field can hold: how it is read, how it is written, what it looks like.
public protocol FieldValue: Hashable, Sendable {
  /// What stands in a record before it is read.
  static var blank: Self { get }
  /// What the JSON Schema says of it.
  static var shape: Shape { get }
  /// Whether a record may lack it.
  static var isOptional: Bool { get }

  init<S: ValueSource & ~Copyable & ~Escapable>(from source: inout S) throws(FieldFault)
  func write<S: ValueSink & ~Copyable>(to sink: inout S)
  /// Whether the field is left out when it is written.
  var isAbsent: Bool { get }
  /// Whether it is JSON's null: an optional field that holds it is absent.
  var isNull: Bool { get }
  /// The person whom the value is about, by a subject id; nil where it is about none.
  ///
  /// What is of class personal is sealed under the key of its subject.
  var dataSubject: String? { get }
}

extension FieldValue {
  @inlinable public static var isOptional: Bool { false }
  @inlinable public var isAbsent: Bool { false }
  @inlinable public var isNull: Bool { false }
  @inlinable public var dataSubject: String? { nil }
}

/// Where values come from: the bytes of a line or a command.
public protocol ValueSource: ~Copyable, ~Escapable {
  mutating func text() throws(FieldFault) -> String
  mutating func integer() throws(FieldFault) -> Int
  mutating func boolean() throws(FieldFault) -> Bool
  mutating func list<T: FieldValue>(of: T.Type) throws(FieldFault) -> [T]
  mutating func map<T: FieldValue>(of: T.Type) throws(FieldFault) -> [String: T]
  mutating func record<R: Record>(into record: inout R) throws(FieldFault)
  /// Any JSON, as its canonical text.
  mutating func free() throws(FieldFault) -> String
}

/// Where values go: the bytes of a line.
public protocol ValueSink: ~Copyable {
  mutating func text(_ text: String)
  mutating func integer(_ integer: Int)
  mutating func boolean(_ boolean: Bool)
  mutating func list<T: FieldValue>(_ list: [T])
  mutating func map<T: FieldValue>(_ map: [String: T])
  mutating func record<R: Record>(_ record: R)
  mutating func free(_ canonicalText: String)
}

/// What a value looks like, for the JSON Schema and for messages.
public indirect enum Shape: Hashable, Sendable {
  case text(TextShape)
  case code([String])
  case integer(ClosedRange<Int>)
  case boolean
  case list(Shape)
  case map(keys: TextShape, Shape)
  case record([FieldDeclaration])
  case free
}

/// What a text looks like; lengths are in Unicode scalars.
public struct TextShape: Hashable, Sendable {
  public var minimum: Int
  public var maximum: Int
  /// An ECMA 262 regular expression.
  public var pattern: String?
  /// A JSON Schema format.
  public var format: String?

  public init(_ lengths: ClosedRange<Int>, pattern: String? = nil, format: String? = nil) {
    (minimum, maximum) = (lengths.lowerBound, lengths.upperBound)
    (self.pattern, self.format) = (pattern, format)
  }
}

// MARK: What JSON has by itself

extension Int: FieldValue {
  /// The largest integer that every JSON reader keeps: 2^53 - 1.
  public static let largestExact = 9_007_199_254_740_991

  @inlinable public static var blank: Int { 0 }
  public static var shape: Shape { .integer(-largestExact...largestExact) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    self = try source.integer()
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.integer(self) }
}

extension Bool: FieldValue {
  @inlinable public static var blank: Bool { false }
  public static var shape: Shape { .boolean }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    self = try source.boolean()
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.boolean(self) }
}

extension Optional: FieldValue where Wrapped: FieldValue {
  @inlinable public static var blank: Wrapped? { nil }
  public static var shape: Shape { Wrapped.shape }
  @inlinable public static var isOptional: Bool { true }
  @inlinable public var isAbsent: Bool { self == nil }
  @inlinable public var dataSubject: String? { self?.dataSubject }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    let value = try Wrapped(from: &source)
    self = value.isNull ? nil : value
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) {
    self?.write(to: &sink)
  }
}

extension Array: FieldValue where Element: FieldValue {
  @inlinable public static var blank: [Element] { [] }
  public static var shape: Shape { .list(Element.shape) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    self = try source.list(of: Element.self)
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.list(self) }
}
