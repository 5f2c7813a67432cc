import CanonicalJSON
import Disclosures

/// What a record keeps out of its line, while it is written.
///
/// Each value becomes a disclosure of SD-JWT (RFC 9901): `["<salt>","<name>",<value>]`. What is
/// absent becomes one too, of `null`, so that the shape of a line tells nothing.
@usableFromInline struct SealingBuffer {
  private let salts: Salts
  /// The disclosures, one behind the other.
  private var bytes: [UInt8] = []
  private var sealed: [SealedValue] = []
  /// How many objects have been begun.
  private var objects = 0
  /// The digests of those objects that are still being written.
  private var digests: [UInt8] = []
  private var scratch: [UInt8] = []

  @usableFromInline init(_ salts: Salts) { self.salts = salts }

  /// An object that is being written: which one it is in the line, and where its digests begin.
  @usableFromInline struct Object {
    let number: Int
    let firstDigest: Int
  }

  @usableFromInline mutating func beginObject() -> Object {
    defer { objects += 1 }
    return Object(number: objects, firstDigest: digests.count)
  }

  /// The member `_sd` of an object that ends; nil where it has sealed nothing.
  @usableFromInline mutating func endObject(_ object: Object) -> [UInt8]? {
    let own = digests[object.firstDigest...]
    guard !own.isEmpty else { return nil }
    var json = CanonicalWriter()
    json.bytes.reserveCapacity(own.count + own.count / 14 + 16)
    json.key("_sd")
    json.beginArray()
    for place in stride(from: own.startIndex, to: own.endIndex, by: DisclosureDigest.length) {
      json.element()
      json.string(digests.span.bytes.extracting(place..<place + DisclosureDigest.length))
    }
    json.endArray()
    digests.removeSubrange(object.firstDigest...)
    // A key at the very start is taken for one that follows another.
    return Array(json.finish().dropFirst())
  }

  /// Begins a disclosure: its value is to be written behind the bytes, which `end` takes back.
  @usableFromInline mutating func begin(_ name: StaticString) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &bytes)
    sealed.append(SealedValue(start: taken.count))
    var json = CanonicalWriter(after: taken)
    json.beginArray()
    json.bytes.append(UInt8(ascii: "\""))
    salts.write(to: &json.bytes)
    json.bytes.append(UInt8(ascii: "\""))
    json.element()
    json.string(name.description)
    json.element()
    return json.finish()
  }

  /// Ends a disclosure in an object, and keeps its digest.
  @usableFromInline mutating func end(
    _ written: consuming [UInt8], of subject: String?, in object: Object
  ) {
    written.append(UInt8(ascii: "]"))
    let last = sealed.count - 1
    (sealed[last].end, sealed[last].object) = (written.count, object.number)
    sealed[last].subject = subject
    let disclosure = written.span.bytes.extracting(sealed[last].start...)
    DisclosureDigest.append(disclosure, to: &digests, by: &scratch)
    bytes = written
  }

  /// All that was kept out of the line, in the order of its digests.
  @usableFromInline consuming func finish() -> SealedValues {
    // An object's digests stand before the objects in it, and its fields may come after them.
    sealed.sort { ($0.object, $0.start) < ($1.object, $1.start) }
    return SealedValues(sealed, in: bytes)
  }
}

/// Where a disclosure lies, in which object its digest stands, and whom its value is about.
struct SealedValue {
  let start: Int
  var end = 0
  var object = 0
  var subject: String?

  init(start: Int) { self.start = start }
}
