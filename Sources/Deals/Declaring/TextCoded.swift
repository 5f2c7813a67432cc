/// A value that stands as a text: an id, a date, an amount.
public protocol TextCoded: FieldValue {
  /// Nil where the text is not one of these.
  init?(text: String)
  var text: String { get }
  static var textShape: TextShape { get }
  /// What the text should be, for people: "a date as YYYY-MM-DD".
  static var expectation: String { get }
}

extension TextCoded {
  public static var shape: Shape { .text(textShape) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    guard let value = Self(text: try source.text()) else {
      throw FieldFault(.invalid(Self.expectation))
    }
    self = value
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) { sink.text(text) }
}

/// A closed list of codes.
public protocol CodeList: TextCoded, CaseIterable, RawRepresentable where RawValue == String {}

extension CodeList {
  @inlinable public init?(text: String) {
    self.init(rawValue: text)
    // Swift compares texts by canonical equivalence: to it, U+212A KELVIN SIGN is a K.
    guard rawValue.utf8.count == text.utf8.count else { return nil }
  }

  @inlinable public var text: String { rawValue }
  public static var textShape: TextShape { TextShape(1...64) }
  public static var shape: Shape { .code(allCases.map(\.rawValue)) }
  public static var expectation: String {
    "one of " + allCases.map(\.rawValue).joined(separator: ", ")
  }
}
