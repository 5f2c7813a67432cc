/// A whole number as a key of 8 bytes, which sorts as the number does.
///
/// It lies on the stack: to look up `IntegerKey(7).bytes` allocates nothing.
@frozen public struct IntegerKey: Sendable {
  @usableFromInline let bigEndian: InlineArray<1, UInt64>

  @inlinable public init(_ number: UInt64) {
    bigEndian = [number.bigEndian]
  }

  /// The number behind a stored key, or `nil` if it does not have 8 bytes.
  @inlinable public init?(_ key: RawSpan) {
    guard key.byteCount == MemoryLayout<UInt64>.size else { return nil }
    bigEndian = [unsafe key.unsafeLoadUnaligned(as: UInt64.self)]
  }

  /// The number itself.
  @inlinable public var number: UInt64 { UInt64(bigEndian: bigEndian[0]) }

  /// The key, most significant byte first.
  public var bytes: RawSpan {
    @_lifetime(borrow self) @inlinable borrowing get { unsafe bigEndian.span.bytes }
  }
}
