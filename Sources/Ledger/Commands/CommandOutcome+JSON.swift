import CanonicalJSON
import EventLog

extension CommandOutcome {
  /// `accepted`, `repeated`, `refused` or `invalid`.
  public var name: String {
    switch self {
    case .accepted: "accepted"
    case .repeated: "repeated"
    case .refused: "refused"
    case .invalid: "invalid"
    }
  }

  /// One JSON object for programs, in the order of keys that people read best.
  ///
  /// - Parameter line: Which command of a file or a batch it was, from 1.
  public func json(line: Int? = nil) -> String {
    var writer = CanonicalWriter()
    writer.beginObject()
    if let line {
      writer.key("line")
      writer.integer(line)
    }
    writer.member("outcome", name)
    switch self {
    case .accepted(let receipt), .repeated(let receipt): writer.write(receipt)
    case .refused(let command, let code, let message):
      writer.write(command)
      writer.member("code", code)
      writer.member("message", message)
    case .invalid(let pointer, let message):
      writer.member("code", "invalid-command")
      writer.member("pointer", pointer)
      writer.member("message", message)
    }
    writer.endObject()
    return String(decoding: writer.finish(), as: UTF8.self)
  }
}

extension CanonicalWriter {
  fileprivate mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  fileprivate mutating func write(_ name: CommandName) {
    member("command", name.command)
    if let deal = name.deal { member("deal", deal) }
  }

  fileprivate mutating func write(_ receipt: CommandReceipt) {
    write(receipt.name)
    if let last = receipt.last {
      key("revision")
      integer(Int(last.revision.rawValue))
      key("position")
      integer(Int(last.position.rawValue))
    }
    key("events")
    beginArray()
    for event in receipt.receipt.events {
      element()
      string(event.type)
    }
    endArray()
  }
}
