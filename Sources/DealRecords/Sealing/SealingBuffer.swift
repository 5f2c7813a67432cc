import CanonicalJSON
import Disclosures

/// What a record keeps out of its line, while it is written.
///
/// Each value becomes a disclosure of SD-JWT (RFC 9901): `["<salt>","<name>",<value>]`. What is
/// absent becomes one too, of `null`, so that the shape of a line tells nothing.
@usableFromInline struct SealingBuffer {
  private var salts: Salts
  /// The digests of those objects that are still being written.
  private var digests: [UInt8] = []
  private var scratch: [UInt8] = []
  private var values = SealedValues()

  @usableFromInline init(_ salts: Salts) { self.salts = salts }

  /// How many digests wait for the end of their objects.
  @usableFromInline var waiting: Int { digests.count / DisclosureDigest.length }

  /// A disclosure to which its value is still to be written.
  @usableFromInline struct Draft {
    let part: Int
    /// Where in the part it begins.
    let start: Int
    @usableFromInline var bytes: [UInt8]

    /// Takes the bytes out, so that they have one owner while they grow.
    @usableFromInline mutating func take() -> [UInt8] {
      var taken: [UInt8] = []
      swap(&taken, &bytes)
      return taken
    }
  }

  /// Begins a disclosure; give what comes of it to `end`.
  @usableFromInline mutating func begin(_ name: StaticString, of subject: String?) -> Draft {
    let part = values.part(of: subject)
    var json = CanonicalWriter(after: values.take(part))
    json.element()
    let start = json.bytes.count
    json.beginArray()
    json.bytes.append(UInt8(ascii: "\""))
    Base64URL.encode(salts.next().span.bytes, into: &json.bytes)
    json.bytes.append(UInt8(ascii: "\""))
    json.element()
    json.string(name.description)
    json.element()
    return Draft(part: part, start: start, bytes: json.finish())
  }

  /// Ends a disclosure, whose value `bytes` end with, and keeps its digest.
  @usableFromInline mutating func end(_ draft: Draft, _ bytes: consuming [UInt8]) {
    bytes.append(UInt8(ascii: "]"))
    let disclosure = bytes.span.bytes.extracting(draft.start...)
    DisclosureDigest.append(disclosure, to: &digests, by: &scratch)
    values.put(bytes, back: draft.part)
  }

  /// All that was kept out of the line.
  @usableFromInline consuming func finish() -> SealedValues {
    values.close()
    return values
  }

  /// The member `_sd` of an object, with the digests from `first` on, which are given away.
  @usableFromInline mutating func member(from first: Int) -> [UInt8] {
    let start = first * DisclosureDigest.length
    var member: [UInt8] = []
    member.reserveCapacity((waiting - first) * (DisclosureDigest.length + 3) + 9)
    member.append(contentsOf: #""_sd":["#.utf8)
    for place in stride(from: start, to: digests.count, by: DisclosureDigest.length) {
      if place > start { member.append(UInt8(ascii: ",")) }
      member.append(UInt8(ascii: "\""))
      member.append(contentsOf: digests[place..<place + DisclosureDigest.length])
      member.append(UInt8(ascii: "\""))
    }
    member.append(UInt8(ascii: "]"))
    digests.removeSubrange(start...)
    return member
  }
}
