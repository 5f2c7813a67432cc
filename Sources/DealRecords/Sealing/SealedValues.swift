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

  /// The part of a subject, new where there is none.
  mutating func part(of subject: String?) -> Int {
    if parts.isEmpty { parts.append(Part(subject: nil, bytes: [UInt8(ascii: "[")])) }
    guard let subject else { return 0 }
    let known = parts.firstIndex { $0.subject == subject }
    if known == nil { parts.append(Part(subject: subject, bytes: [UInt8(ascii: "[")])) }
    let part = known ?? parts.count - 1
    var json = CanonicalWriter(after: take(0))
    json.element()
    json.integer(part)
    put(json.finish(), back: 0)
    return part
  }

  /// Takes the bytes of a part out, so that they have one owner while they grow.
  mutating func take(_ part: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &parts[part].bytes)
    return bytes
  }

  mutating func put(_ bytes: [UInt8], back part: Int) { parts[part].bytes = bytes }

  /// Ends the arrays.
  mutating func close() {
    for part in parts.indices { parts[part].bytes.append(UInt8(ascii: "]")) }
  }
}
