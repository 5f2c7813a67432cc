/// A number of things, or a version: zero or more.
@frozen public struct Count: FieldValue, Comparable, ExpressibleByIntegerLiteral {
  public let value: Int

  @inlinable public init(_ value: Int) { self.value = value }
  @inlinable public init(integerLiteral value: Int) { self.value = value }

  @inlinable public static var blank: Count { 0 }
  public static var shape: Shape { .integer(0...Int.largestExact) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    value = try source.integer()
    guard value >= 0 else { throw FieldFault(.invalid("zero or more")) }
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.integer(value) }

  @inlinable public static func < (one: Count, other: Count) -> Bool { one.value < other.value }
}

/// How mature a technology is on the EU and NASA scale, 1 to 9.
@frozen public struct ReadinessLevel: FieldValue {
  public let value: Int

  public static var blank: ReadinessLevel { ReadinessLevel(value: 1) }
  public static var shape: Shape { .integer(1...9) }

  private init(value: Int) { self.value = value }

  public init<S: ValueSource & ~Copyable & ~Escapable>(from source: inout S) throws(FieldFault) {
    value = try source.integer()
    guard (1...9).contains(value) else { throw FieldFault(.invalid("a level from 1 to 9")) }
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.integer(value) }
}
