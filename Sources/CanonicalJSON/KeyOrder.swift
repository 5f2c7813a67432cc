/// The order of keys in canonical form: by UTF-16 code units (RFC 8785, section 3.2.3).
public enum KeyOrder {
  /// Whether `one` stands before `other`; both are UTF-8.
  ///
  /// UTF-8 orders by scalars. UTF-16 differs in one thing: what it writes as surrogates, from
  /// U+10000 on, comes before U+E000 to U+FFFF. So the bytes decide once those two have changed
  /// places, and nothing needs to be decoded.
  @inlinable public static func isAscending(
    _ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>
  ) -> Bool {
    one.lexicographicallyPrecedes(other) { rank(of: $0) < rank(of: $1) }
  }

  /// The byte's place: those that begin four-byte forms before those that begin U+E000 to U+FFFF.
  @inlinable static func rank(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0xEE, 0xEF: byte + 5
    case 0xF0...0xF4: byte - 2
    default: byte
    }
  }
}
