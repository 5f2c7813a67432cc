import CanonicalJSON

/// A stored line, read as far as a proof needs it: the attributes that every line has, and its
/// digests.
struct ProvenLine {
  let tree: JSONTree
  let digests: [SealedDigest]
  /// Which leaf of the tree the line claims to be.
  let position: UInt64

  private static let texts = [
    "actor", "commanddigest", "commandid", "occurred", "source", "subject", "time", "type",
  ]

  init(parsing line: [UInt8]) throws(DisclosureFault) {
    digests = try SealedDigest.all(in: line)
    do throws(JSONFault) {
      tree = try JSONTree(parsing: line)
    } catch {
      throw .lineNotCanonical(error)
    }
    for name in Self.texts {
      guard case .string(let text) = tree[name], !text.isEmpty else {
        throw .malformedAttribute(name)
      }
    }
    guard tree["specversion"] == .string("1.0") else { throw .malformedAttribute("specversion") }
    guard case .integer(0...) = tree["revision"] else { throw .malformedAttribute("revision") }
    guard case .object = tree["data"] else { throw .malformedAttribute("data") }
    guard case .string(let id) = tree["id"], let position = UInt64(id),
      id.utf8.elementsEqual("\(position)".utf8)
    else { throw .malformedAttribute("id") }
    self.position = position
  }
}
