public import CanonicalJSON
public import Deals
public import Disclosures
import EventLog

/// The digests of an object where they lie: the member `_sd`, which stands first.
@frozen @usableFromInline struct DigestList {
  /// Where the next digest begins.
  @usableFromInline var offset = 0
  @usableFromInline var left = 0
  /// The number of the next digest among all of the line.
  @usableFromInline var number = 0

  @usableFromInline init() {}

  /// The digest that stands for the next field of the object.
  @inlinable mutating func next() throws(FieldFault) -> (number: Int, place: Range<Int>) {
    guard left > 0 else { throw FieldFault(.missing) }
    let digest = (number, offset..<offset + DisclosureDigest.length)
    left -= 1
    number += 1
    offset += DisclosureDigest.length + 3  // its quotes, and the comma between
    return digest
  }
}

extension FieldDeclaration {
  /// How a record declares, to whoever reads its keys, that it seals something.
  static let digests = FieldDeclaration(
    name: "_sd", shape: .list(.text(digest)), isOptional: false, disclosure: .public,
    origin: .decision)

  /// What a digest looks like.
  static let digest = TextShape(
    DisclosureDigest.length...DisclosureDigest.length, pattern: "^[A-Za-z0-9_-]{43}$")
}

extension RecordReader {
  /// Reads the digests of an object, if it has any.
  @inlinable mutating func readDigests() throws(FieldFault) -> DigestList {
    guard form == .event, json.takeKey("_sd") else { return DigestList() }
    return try scanDigests()
  }

  @usableFromInline mutating func scanDigests() throws(FieldFault) -> DigestList {
    var list = DigestList()
    list.number = digestCount
    try beginList()
    list.offset = json.offset + 1
    while try hasElement() {
      let start = json.offset
      guard let digest = try plainText(), DisclosureDigest.isWellFormed(json.slice(digest)) else {
        let fault = FieldFault(.invalid("a digest: 43 characters of base64url"))
        throw place(fault, inside: "_sd", at: start)
      }
      list.left += 1
    }
    digestCount += list.left
    try endList()
    return list
  }

  /// Whether each digest stood for a field.
  @inlinable func requireNoDigest() throws(FieldFault) {
    guard digests.left > 0 else { return }
    throw FieldFault(.invalid("one digest for each field that is sealed")).inside("_sd")
  }

  /// Reads the value of a disclosure, which must be the one that the digest stands for.
  @inlinable mutating func open<T: FieldValue>(
    _ place: Range<Int>, named name: StaticString, by digest: Range<Int>
  ) throws(FieldFault) -> T {
    let opened = opened.bytes
    let disclosure = opened.span.bytes.extracting(place)
    let digest = json.slice(digest)
    guard DisclosureDigest.isDigest(digest, of: disclosure, by: &scratch) else {
      throw FieldFault(.invalid("the value that its digest stands for"))
    }
    var reader = RecordReader(CanonicalReader(disclosure), as: .disclosed, of: version)
    try reader.beginDisclosure(of: name)
    var value = T.blank
    if T.isOptional, reader.json.kind == .null {
      do throws(JSONFault) { try reader.json.null() } catch {
        throw reader.fault(error, not: "null")
      }
    } else {
      value = try T(from: &reader)
    }
    try reader.endList()
    try reader.expectEnd()
    found(reader.foundVersion)
    return value
  }

  /// Reads past a text and says where it stands; nil where it holds an escape.
  private mutating func plainText() throws(FieldFault) -> Range<Int>? {
    do throws(JSONFault) { return try json.skipPlainString() } catch {
      throw fault(error, not: "a text")
    }
  }

  /// Reads salt and name.
  @usableFromInline mutating func beginDisclosure(of name: StaticString) throws(FieldFault) {
    try beginList()
    guard try hasElement(), let salt = try plainText(),
      DisclosureDigest.isWellFormed(json.slice(salt)),
      try hasElement(), let named = try plainText(), json.slice(named).isEqual(to: name),
      try hasElement()
    else { throw FieldFault(.invalid("a salt, the field's name and its value")) }
  }
}
