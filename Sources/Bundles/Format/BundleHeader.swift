import CanonicalJSON
import EventLog
public import Transparency

/// A bundle's first line: of which ledger it is, what it covers, and who vouches for it.
public struct BundleHeader: Hashable, Sendable {
  public static let format = "dealledger/bundle/1"

  /// The checkpoint: a C2SP signed note.
  public var checkpoint: String
  /// Nil where the bundle holds every event from `first` on.
  public var filter: BundleFilter?
  /// The first position that is covered.
  public var first: UInt64
  /// By what the keys are known whose signatures the note bears, in its order; it proves nothing.
  public var keys: [String]
  /// The ledger's id.
  public var ledger: String
  /// The complete subtrees over the lines before `first`, from the largest to the smallest.
  public var left: [TreeHash]
  public var with: [BundlePart]

  /// The header that belongs to a checkpoint.
  public init(
    _ note: SignedNote, of ledger: String, filter: BundleFilter?, after left: TreeFrontier,
    with parts: [BundlePart]
  ) {
    (checkpoint, self.filter, self.ledger) = (note.rendered, filter, ledger)
    (first, self.left, with) = (left.size, left.subtrees, parts)
    keys = note.signatures.map(\.keyName)
  }

  /// The tree before the first position; nil where `left` does not fit it.
  public var frontier: TreeFrontier? { TreeFrontier(size: first, subtrees: left) }
}

extension NoteSignature {
  /// `<name>+<8 hex digits>`.
  public var keyName: String {
    let digits = String(keyID, radix: 16)
    return "\(name)+" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension BundleHeader {
  public var encoded: [UInt8] {
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.member("bundle", Self.format)
    writer.member("checkpoint", checkpoint)
    if let filter { filter.write(to: &writer) }
    writer.member("first", first)
    writer.member("keys", keys)
    writer.member("ledger", ledger)
    if !left.isEmpty { writer.member("left", left) }
    writer.member("with", with.lazy.map(\.rawValue))
    writer.endObject()
    return writer.finish()
  }

  init(_ reader: inout MemberReader) throws(BundleFault) {
    try reader.begin()
    guard try reader.text("bundle") == Self.format else {
      throw .malformed("bundle", "it is not \(Self.format)")
    }
    checkpoint = try reader.text("checkpoint")
    filter = try BundleFilter(&reader)
    first = try reader.count("first")
    keys = try reader.texts("keys")
    ledger = try reader.text("ledger")
    left = filter == nil && first > 0 ? try reader.hashes("left") : []
    with = try Self.parts(try reader.texts("with"))
    try reader.end()
    try checkTogether()
  }

  private static func parts(_ names: [String]) throws(BundleFault) -> [BundlePart] {
    let parts = BundlePart.allCases.filter { names.contains($0.rawValue) }
    guard parts.map(\.rawValue) == names else {
      throw .malformed("with", "it names other parts, or in another order")
    }
    return parts
  }

  private func checkTogether() throws(BundleFault) {
    if filter != nil, first != 0 { throw .malformed("first", "with a filter it is 0") }
    guard frontier != nil else {
      throw .malformed("left", "\(first) lines have \(first.nonzeroBitCount) subtrees")
    }
    if case .subject = filter, with.contains(.refusals) {
      throw .malformed("with", "there are no refusals of a subject")
    }
  }
}

extension BundleFilter {
  fileprivate func write(to writer: inout CanonicalWriter) {
    writer.key("filter")
    writer.beginObject()
    switch self {
    case .subject(let stream): writer.member("subject", stream.text)
    case .type(let type): writer.member("type", type)
    }
    writer.endObject()
  }

  fileprivate init?(_ reader: inout MemberReader) throws(BundleFault) {
    guard reader.json.takeKey("filter") else { return nil }
    try reader.begin()
    if reader.json.takeKey("subject") {
      let text = try reader.read { (json) throws(JSONFault) in try json.string() }
      guard let stream = try? StreamName(text) else {
        throw .malformed("subject", "it is no name of a stream")
      }
      self = .subject(stream)
    } else {
      let type = try reader.text("type")
      guard !type.isEmpty else { throw .malformed("type", "it is empty") }
      self = .type(type)
    }
    try reader.end()
  }
}
