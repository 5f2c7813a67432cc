import CanonicalJSON
import EventLog
public import Transparency

/// A line of a bundle.
public enum BundleLine: Hashable, Sendable {
  /// In bytes, far more than any has: a request has up to 32 KiB.
  public static let longest = 1 << 20

  case header(BundleHeader)
  /// The stored line, unchanged, which is not read here.
  case event
  case path([TreeHash])
  case head(BundleHead)
  /// A row of the table `requests`, and where the command's first event stands.
  case request(box: [UInt8], position: UInt64)
  /// A row of the table `refusals`.
  case refusal(number: UInt64, row: [UInt8])
  case trailer(BundleTrailer)
}

extension BundleLine {
  /// The line's bytes without the line feed; nil for an event, which has its own.
  public var encoded: [UInt8]? {
    var writer = CanonicalWriter()
    switch self {
    case .event: return nil
    case .header(let header): return header.encoded
    case .path(let hashes):
      writer.beginObject()
      writer.member("path", hashes)
    case .head(let head):
      writer.beginObject()
      writer.key("head")
      head.write(to: &writer)
    case .request(let box, let position):
      writer.beginPart("request")
      writer.member("box", Base64.text(of: box))
      writer.member("position", position)
      writer.endObject()
    case .refusal(let number, let row):
      writer.beginPart("refusal")
      writer.member("number", number)
      writer.key("row")
      writer.string(row.span.bytes)
      writer.endObject()
    case .trailer(let trailer):
      writer.beginObject()
      writer.key("trailer")
      trailer.write(to: &writer)
    }
    writer.endObject()
    return writer.finish()
  }

  /// The line that bytes are, without their line feed; whatever is not exactly so is refused.
  public init(_ bytes: RawSpan) throws(BundleFault) {
    if bytes.begins(#"{"actor":"#) {
      self = .event
      return
    }
    var reader = MemberReader(bytes)
    if bytes.begins(#"{"bundle":"#) {
      self = .header(try BundleHeader(&reader))
    } else {
      try reader.begin()
      self = try BundleLine(&reader)
      try reader.end()
    }
    try reader.expectEnd()
  }

  /// Reads what stands under the one key of a line.
  private init(_ reader: inout MemberReader) throws(BundleFault) {
    let start = reader.json
    if reader.json.takeKey("path") {
      reader.json = start
      self = .path(try reader.hashes("path"))
    } else if reader.json.takeKey("head") {
      self = .head(try BundleHead(&reader))
    } else if reader.json.takeKey("request") {
      try reader.begin()
      self = .request(box: try reader.bytes("box"), position: try reader.count("position"))
      try reader.end()
    } else if reader.json.takeKey("refusal") {
      try reader.begin()
      let number = try reader.count("number")
      self = .refusal(number: number, row: Array(try reader.text("row").utf8))
      try reader.end()
    } else if reader.json.takeKey("trailer") {
      self = .trailer(try BundleTrailer(&reader))
    } else {
      throw .unknownLine
    }
  }
}

extension CanonicalWriter {
  fileprivate mutating func beginPart(_ name: StaticString) {
    beginObject()
    key(name)
    beginObject()
  }
}

extension RawSpan {
  fileprivate func begins(_ text: StaticString) -> Bool {
    byteCount >= text.utf8CodeUnitCount
      && extracting(first: text.utf8CodeUnitCount).isEqual(to: text)
  }
}
