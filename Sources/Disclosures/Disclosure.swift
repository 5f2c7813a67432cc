import CanonicalJSON

/// One disclosure: the array of salt, name and value, and what it proves itself by.
struct Disclosure {
  let name: DisclosureName
  let field: String
  let value: JSONTree
  /// As the line holds it.
  let digest: String

  /// Reads base64url from an SD-JWT, where it is the disclosure of this number.
  init(encoded: [UInt8], number: Int) throws(DisclosureFault) {
    let unread = DisclosureName(number)
    guard let json = Base64URL.decode(encoded.span.bytes) else { throw .notBase64URL(unread) }
    let (salt, field, value) = try Self.elements(of: json, unread)
    name = DisclosureName(number, field: field)
    guard DisclosureDigest.isWellFormed(salt) else { throw .malformedSalt(name) }
    if ReservedName.includes(field) { throw .reservedField(name) }
    if let inner = value.reservedName { throw .sealedWithin(name, inner) }
    self.field = field
    self.value = value
    digest = String(decoding: DisclosureDigest.ofEncoded(encoded), as: UTF8.self)
  }

  private static func elements(
    of json: [UInt8], _ name: DisclosureName
  ) throws(DisclosureFault) -> (salt: String, field: String, value: JSONTree) {
    let tree: JSONTree
    do throws(JSONFault) {
      tree = try JSONTree(parsing: json)
    } catch {
      throw .disclosureNotCanonical(name, error)
    }
    guard case .array(let elements) = tree, elements.count == 3,
      case .string(let salt) = elements[0], case .string(let field) = elements[1]
    else { throw .notThreeElements(name) }
    return (salt, field, elements[2])
  }
}
