import CanonicalJSON
import LMDB

/// An attempt that was refused, as the table `refusals` holds it: canonical JSON.
///
/// Message and request may say anything, so they stand in it sealed.
public struct RefusedAttempt: Hashable, Sendable {
  public let actor: String
  public let code: String
  public let commandID: String
  public let occurred: String
  /// What the sender's side made of the message and the request; base64url in the row.
  public private(set) var sealed: [UInt8]
  public let sender: String
  public let time: String

  var encoded: [UInt8] {
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.field("actor", actor)
    writer.field("code", code)
    writer.field("commandid", commandID)
    writer.field("occurred", occurred)
    writer.key("sealed")
    let sealed = Base64URL.encode(sealed.span.bytes)
    writer.string(sealed.span.bytes)
    writer.field("sender", sender)
    writer.field("time", time)
    writer.endObject()
    return writer.finish()
  }

  init(decoding row: RawSpan, number: UInt64) throws(LogFault) {
    var reader = CanonicalReader(row)
    let text: String
    do throws(JSONFault) {
      try reader.beginObject()
      actor = try reader.text("actor")
      code = try reader.text("code")
      commandID = try reader.text("commandid")
      occurred = try reader.text("occurred")
      text = try reader.text("sealed")
      sender = try reader.text("sender")
      time = try reader.text("time")
      try reader.endObject()
    } catch {
      throw .damaged("refusal \(number): \(error)")
    }
    guard let sealed = Base64URL.decode(text.utf8.span.bytes), !sealed.isEmpty else {
      throw .damaged("refusal \(number): sealed is not base64url of anything")
    }
    self.sealed = sealed
  }
}

extension RefusedAttempt {
  /// What is kept of a submission that was refused.
  init(_ submission: Submission, code: String, message: String) throws(LogFault) {
    (actor, self.code, commandID) = (submission.actor, code, submission.id.id)
    (occurred, sender) = (submission.occurred, submission.id.sender)
    time = submission.time.text
    sealed = []
    sealed = submission.sealedRefusal(self, message)
    guard !sealed.isEmpty else { throw .nothingSealed }
  }
}

extension CanonicalWriter {
  fileprivate mutating func field(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
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
