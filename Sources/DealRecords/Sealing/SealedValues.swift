import CanonicalJSON

/// The values that a line holds the digests of, apart by whose key each is sealed under.
///
/// Each part is an array of disclosures in the order of the digests. The first is the stream's own;
/// in place of a value that is about a person it has the number of that person's part.
public struct SealedValues: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    /// The person whom the values are about; nil for the stream's own.
    public let subject: String?
    /// A JSON array.
    public fileprivate(set) var bytes: [UInt8]
  }

  public private(set) var parts: [Part] = []

  public var isEmpty: Bool { parts.isEmpty }

  init() {}

  init(_ sealed: [SealedValue], in bytes: [UInt8]) {
    guard !sealed.isEmpty else { return }
    var own = CanonicalWriter()
    own.bytes.reserveCapacity(bytes.count + 2 * sealed.count + 2)
    own.beginArray()
    parts = [Part(subject: nil, bytes: [])]
    for value in sealed {
      own.element()
      let disclosure = bytes.span.bytes.extracting(value.start..<value.end)
      if let subject = value.subject {
        own.integer(add(disclosure, about: subject))
      } else {
        own.raw(disclosure)
      }
    }
    own.endArray()
    parts[0].bytes = own.finish()
    for part in parts.indices.dropFirst() { parts[part].bytes.append(UInt8(ascii: "]")) }
  }

  /// Adds a disclosure to the part of a person, which is new for the first; answers its number.
  private mutating func add(_ disclosure: RawSpan, about subject: String) -> Int {
    let known = parts.firstIndex { $0.subject == subject }
    if known == nil { parts.append(Part(subject: subject, bytes: [UInt8(ascii: "[")])) }
    let part = known ?? parts.count - 1
    var json = CanonicalWriter(after: parts[part].bytes)
    json.element()
    json.raw(disclosure)
    parts[part].bytes = json.finish()
    return part
  }
}
