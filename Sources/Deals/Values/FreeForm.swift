/// Any JSON without fractions, kept as its canonical text (RFC 8785).
///
/// Terms that no rule of ours reads: key terms, the two sides of a redline.
@frozen public struct FreeForm: FieldValue {
  public let canonicalText: String

  /// The caller vouches that `canonicalText` is canonical JSON.
  @inlinable public init(canonicalText: String) { self.canonicalText = canonicalText }

  @inlinable public var isNull: Bool { canonicalText == "null" }
  @inlinable public static var blank: FreeForm { FreeForm(canonicalText: "null") }
  public static var shape: Shape { .free }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    canonicalText = try source.free()
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) {
    sink.free(canonicalText)
  }
}

/// A JSON object of any content, without fractions.
@frozen public struct FreeObject: FieldValue {
  public let canonicalText: String

  /// Nil where the JSON is not an object; the caller vouches that the text is canonical.
  @inlinable public init?(canonicalText: String) {
    guard canonicalText.utf8.first == UInt8(ascii: "{") else { return nil }
    self.canonicalText = canonicalText
  }

  @usableFromInline init(unchecked text: String) { canonicalText = text }

  @inlinable public static var blank: FreeObject { FreeObject(unchecked: "{}") }
  public static var shape: Shape { .map(keys: TextShape(0...Text.longest), .free) }

  @inlinable public init<S: ValueSource & ~Copyable & ~Escapable>(
    from source: inout S
  ) throws(FieldFault) {
    guard let object = FreeObject(canonicalText: try source.free()) else {
      throw FieldFault(.wrongType(expected: "an object"))
    }
    self = object
  }

  @inlinable public func write<S: ValueSink & ~Copyable>(to sink: inout S) {
    sink.free(canonicalText)
  }
}
