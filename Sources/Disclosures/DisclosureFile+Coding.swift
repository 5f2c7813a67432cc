import CanonicalJSON
import Transparency

extension DisclosureFile {
  /// The file's bytes: JSON with one member or hash a line, ended by a line feed.
  public var encoded: [UInt8] {
    let path = inclusion.hashes.map { "\n      \"\($0.base64)\"" }.joined(separator: ",")
    let text = """
      {
        "format": "\(Self.format)",
        "checkpoint": \(Self.quoted(checkpoint)),
        "inclusion": {
          "position": \(inclusion.leafIndex),
          "size": \(inclusion.treeSize),
          "path": [\(path)\(path.isEmpty ? "" : "\n    ")]
        },
        "sd_jwt": \(Self.quoted(sdJWT))
      }

      """
    return Array(text.utf8)
  }

  private static func quoted(_ text: String) -> String {
    var writer = CanonicalWriter()
    writer.string(text)
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  /// The file that `bytes` spell, with any white space and order of members.
  public init(parsing bytes: [UInt8]) throws(DisclosureFault) {
    let file = try Self.tree(bytes)
    guard case .string(let format) = file["format"] else { throw .malformedMember("format") }
    guard format == Self.format else { throw .otherFormat(format) }
    try file.expect(["checkpoint", "format", "inclusion", "sd_jwt"], in: FieldPath())
    guard case .string(let checkpoint) = file["checkpoint"] else {
      throw .malformedMember("checkpoint")
    }
    guard case .string(let sdJWT) = file["sd_jwt"] else { throw .malformedMember("sd_jwt") }
    guard let proof = file["inclusion"] else { throw .malformedMember("inclusion") }
    self.init(checkpoint: checkpoint, inclusion: try Self.inclusion(proof), sdJWT: sdJWT)
  }

  private static func tree(_ bytes: [UInt8]) throws(DisclosureFault) -> JSONTree {
    guard bytes.count <= longest else { throw .tooLong(limit: longest) }
    do throws(JSONFault) {
      return try JSONTree(parsing: Canonicalizer.canonicalize(bytes))
    } catch {
      throw .notJSON(error)
    }
  }

  private static func inclusion(_ proof: JSONTree) throws(DisclosureFault) -> InclusionProof {
    try proof.expect(["path", "position", "size"], in: FieldPath(["inclusion"]))
    guard case .integer(let position) = proof["position"], position >= 0 else {
      throw .malformedMember("inclusion/position")
    }
    guard case .integer(let size) = proof["size"], size >= 0 else {
      throw .malformedMember("inclusion/size")
    }
    guard case .array(let path) = proof["path"] else { throw .malformedMember("inclusion/path") }
    var hashes: [TreeHash] = []
    for element in path {
      guard case .string(let text) = element, let hash = TreeHash(base64: text) else {
        throw .malformedMember("inclusion/path/\(hashes.count)")
      }
      hashes.append(hash)
    }
    return InclusionProof(leafIndex: UInt64(position), treeSize: UInt64(size), hashes: hashes)
  }
}

extension JSONTree {
  /// Refuses what is no object, and members of other names than these.
  fileprivate func expect(_ names: [String], in path: FieldPath) throws(DisclosureFault) {
    guard case .object(let members) = self else { throw .malformedMember(path.description) }
    for member in members where !names.contains(member.name) {
      throw .unknownMember(path.appending(member.name).description)
    }
  }
}
