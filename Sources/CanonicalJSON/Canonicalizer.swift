/// Makes canonical JSON of what comes from outside.
///
/// It takes any order of keys, white space and every legal escape, and refuses what canonical form
/// cannot say or what two readers could read differently. Its output is what `CanonicalReader`
/// accepts, and never longer than its input.
public enum Canonicalizer {
  /// The canonical form of one JSON value of at most `limit` bytes.
  public static func canonicalize(
    _ bytes: [UInt8], limit: Int = .max
  ) throws(JSONFault) -> [UInt8] {
    try canonicalize(bytes.span.bytes, limit: limit)
  }

  /// The canonical form of one JSON value of at most `limit` bytes.
  public static func canonicalize(
    _ bytes: RawSpan, limit: Int = .max
  ) throws(JSONFault) -> [UInt8] {
    guard bytes.byteCount <= limit else { throw JSONFault(.tooLarge(limit: limit), at: limit) }
    var rewriter = Rewriter(bytes)
    try rewriter.document()
    return rewriter.writer.finish()
  }

  /// Where the value of a member of a canonical object stands; nil where there is none.
  public static func member(_ name: String, of canonical: [UInt8]) -> Range<Int>? {
    var reader = CanonicalReader(canonical.span.bytes)
    return try? reader.member(name)
  }
}

extension CanonicalReader {
  fileprivate mutating func member(_ name: String) throws(JSONFault) -> Range<Int>? {
    let name = Array(name.utf8)
    try beginObject()
    while let key = try nextKey() {
      let value = try skipValue()
      if unescaped(key) == name { return value }
    }
    return nil
  }
}
