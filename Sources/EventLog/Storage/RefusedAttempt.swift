import CanonicalJSON
import LMDB

/// An attempt that was refused, as the table `refusals` holds it: canonical JSON.
public struct RefusedAttempt: Hashable, Sendable {
  public let actor: String
  public let code: String
  public let commandID: String
  public let message: String
  public let occurred: String
  public let request: String
  public let sender: String
  public let time: String

  var encoded: [UInt8] {
    var writer = CanonicalWriter()
    writer.beginObject()
    for (name, value) in fields {
      writer.key(name)
      writer.string(value)
    }
    writer.endObject()
    return writer.finish()
  }

  init(decoding row: RawSpan) throws(JSONFault) {
    var reader = CanonicalReader(row)
    try reader.beginObject()
    actor = try reader.text("actor")
    code = try reader.text("code")
    commandID = try reader.text("commandid")
    message = try reader.text("message")
    occurred = try reader.text("occurred")
    request = try reader.text("request")
    sender = try reader.text("sender")
    time = try reader.text("time")
    try reader.endObject()
  }

  private var fields: [(StaticString, String)] {
    [
      ("actor", actor), ("code", code), ("commandid", commandID), ("message", message),
      ("occurred", occurred), ("request", request), ("sender", sender), ("time", time),
    ]
  }
}

extension RefusedAttempt {
  init(
    actor: String, code: String, commandID: String, message: String, occurred: String,
    request: String, sender: String, time: String
  ) {
    (self.actor, self.code, self.commandID, self.message) = (actor, code, commandID, message)
    (self.occurred, self.request, self.sender, self.time) = (occurred, request, sender, time)
  }
}

extension CanonicalReader {
  fileprivate mutating func text(_ name: StaticString) throws(JSONFault) -> String {
    _ = takeKey(name)
    return try string()
  }
}

extension Tables {
  /// How many attempts were refused; the next one's number.
  func refusalCount(in transaction: borrowing some Reading & ~Copyable) throws(LogFault) -> UInt64 {
    var cursor = try transaction.walk(refusals)
    guard let last = try cursor.take(.last) else { return 0 }
    return try GlobalPosition(key: last.key).next.rawValue
  }
}
