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

  private var fields: [(StaticString, String)] {
    [
      ("actor", actor), ("code", code), ("commandid", commandID), ("message", message),
      ("occurred", occurred), ("request", request), ("sender", sender), ("time", time),
    ]
  }
}

extension Tables {
  /// How many attempts were refused; the next one's number.
  func refusalCount(in transaction: borrowing some Reading & ~Copyable) throws(LogFault) -> UInt64 {
    var cursor = try transaction.walk(refusals)
    guard let last = try cursor.take(.last) else { return 0 }
    return try position(last.key).rawValue + 1
  }
}
