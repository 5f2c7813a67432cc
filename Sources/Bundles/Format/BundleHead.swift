import CanonicalJSON
public import EventLog
public import Transparency

/// What shows that no event of a subject is missing before a position: a line `ledger.heads.v1`, and
/// the subject's entry in the tree that it names, or those between which it would stand.
public struct BundleHead: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var head: StreamHead
    /// Among the sorted entries.
    public var index: UInt64
    public var path: [TreeHash]

    public init(_ head: StreamHead, at index: UInt64, path: [TreeHash]) {
      (self.head, self.index, self.path) = (head, index, path)
    }
  }

  public var entries: [Entry]
  /// The stored line.
  public var line: [UInt8]
  /// The line's inclusion proof in the checkpoint's tree.
  public var path: [TreeHash]

  public init(_ entries: [Entry], line: [UInt8], path: [TreeHash]) {
    (self.entries, self.line, self.path) = (entries, line, path)
  }
}

extension BundleHead {
  func write(to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.key("entries")
    writer.beginArray()
    for entry in entries {
      writer.element()
      writer.beginObject()
      writer.member("entry", Base64.text(of: entry.head.encoded))
      writer.member("index", entry.index)
      writer.member("path", entry.path)
      writer.endObject()
    }
    writer.endArray()
    writer.key("line")
    writer.string(line.span.bytes)
    writer.member("path", path)
    writer.endObject()
  }

  init(_ reader: inout MemberReader) throws(BundleFault) {
    try reader.begin()
    try reader.require("entries")
    entries = try Self.entries(&reader)
    line = Array(try reader.text("line").utf8)
    path = try reader.hashes("path")
    try reader.end()
  }

  private static func entries(_ reader: inout MemberReader) throws(BundleFault) -> [Entry] {
    var entries: [Entry] = []
    try reader.beginArray()
    while try reader.nextElement() {
      guard entries.count < 2 else { throw .malformed("entries", "there are more than two") }
      try reader.begin()
      let bytes = try reader.bytes("entry")
      guard let head = StreamHead(decoding: bytes.span.bytes) else {
        throw .malformed("entry", "it does not have \(StreamHead.length) bytes")
      }
      entries.append(
        Entry(head, at: try reader.count("index"), path: try reader.hashes("path")))
      try reader.end()
    }
    try reader.endArray()
    return entries
  }
}
