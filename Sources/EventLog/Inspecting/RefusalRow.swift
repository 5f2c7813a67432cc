import CanonicalJSON
import LMDB

/// A row of the table `refusals`: the number of an attempt, and what it was.
public struct RefusalRow: Hashable, Sendable {
  public let number: UInt64
  public let attempt: RefusedAttempt

  public init(_ row: borrowing StoredRow) throws(LogFault) {
    guard let number = IntegerKey(row.key) else {
      throw .damaged("a key of refusals is no number")
    }
    self.number = number.number
    do throws(LineFault) {
      attempt = try RefusedAttempt(decoding: row.value)
    } catch {
      throw .damaged("a refusal: \(error)")
    }
  }
}

extension RefusedAttempt {
  fileprivate init(decoding row: RawSpan) throws(LineFault) {
    var reader = CanonicalReader(row)
    try reader.read { (json) throws(JSONFault) in try json.beginObject() }
    actor = try reader.text("actor")
    code = try reader.text("code")
    commandID = try reader.text("commandid")
    message = try reader.text("message")
    occurred = try reader.text("occurred")
    request = try reader.text("request")
    sender = try reader.text("sender")
    time = try reader.text("time")
    try reader.read { (json) throws(JSONFault) in
      try json.endObject()
      try json.expectEnd()
    }
  }
}

extension CanonicalReader {
  fileprivate mutating func text(_ name: StaticString) throws(LineFault) -> String {
    guard takeKey(name) else { throw .attribute("\(name)", offset: offset) }
    return try read { (json) throws(JSONFault) in try json.string() }
  }

  fileprivate mutating func read<Result>(
    _ body: (inout CanonicalReader) throws(JSONFault) -> Result
  ) throws(LineFault) -> Result {
    do throws(JSONFault) {
      return try body(&self)
    } catch {
      throw .json(error)
    }
  }
}
