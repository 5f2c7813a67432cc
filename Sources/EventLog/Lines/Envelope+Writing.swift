import CanonicalJSON
import Transparency

extension Envelope {
  /// The line: the attributes and the data as one object of canonical JSON (RFC 8785).
  package func line(with data: [UInt8]) -> [UInt8] {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(data.count + 512)
    var writer = CanonicalWriter(after: buffer)
    writer.beginObject()
    writer.attribute("actor", actor)
    if let causationID { writer.attribute("causationid", causationID) }
    writer.attribute("commanddigest", "sha256:" + commandDigest.hex)
    writer.attribute("commandid", commandID)
    if let correlationID { writer.attribute("correlationid", correlationID) }
    writer.key("data")
    writer.raw(data.span.bytes)
    writer.attribute("id", String(position.rawValue))
    writer.attribute("occurred", occurred)
    writer.key("revision")
    writer.integer(Int(revision.rawValue))
    writer.attribute("source", source)
    writer.attribute("specversion", "1.0")
    writer.attribute("subject", stream.text)
    writer.attribute("time", time.text)
    writer.attribute("type", type)
    writer.endObject()
    return writer.finish()
  }
}

extension CanonicalWriter {
  fileprivate mutating func attribute(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }
}
