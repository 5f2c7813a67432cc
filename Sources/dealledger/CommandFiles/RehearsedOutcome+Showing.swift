import EventLog
import Ledger

// A rehearsed command is shown as a taken one, but that it has no receipt.

extension RehearsedOutcome {
  var isAccepted: Bool {
    switch self {
    case .accepted: true
    case .ended(let outcome): outcome.isAccepted
    }
  }

  /// `accepted`, `repeated`, `refused` or `invalid`.
  var name: String {
    switch self {
    case .accepted: "accepted"
    case .ended(let outcome): outcome.name
    }
  }

  var tone: Tone {
    switch self {
    case .accepted, .ended(.accepted): .good
    case .ended(.repeated): .faint
    case .ended(.refused), .ended(.invalid): .bad
    }
  }

  /// One JSON object for programs.
  ///
  /// - Parameter file: The file of the command, where several were given.
  func json(line: Int, file: String? = nil) -> String {
    let place = "{\"line\":\(line)," + (file.map { "\"file\":\(JSON.string($0).text)," } ?? "")
    return place + json.dropFirst()
  }

  var json: String {
    switch self {
    case .ended(let outcome): return outcome.json()
    case .accepted(let command, let events):
      let members: JSON = [
        "outcome": .string(name), "command": .string(command.command), "deal": .text(command.deal),
        "revision": .number(events.last.map { Int($0.revision.rawValue) }),
        "position": .number(events.last.map { Int($0.position.rawValue) }),
        "events": .array(events.map { .string($0.type) }),
      ]
      return members.text
    }
  }
}

extension RehearsedEvent {
  /// The event as it would stand in the log, without what only the log can give.
  var json: JSON {
    [
      "actor": .string(actor), "data": .verbatim(String(decoding: data, as: UTF8.self)),
      "id": .string("\(position)"), "occurred": .string(occurred),
      "revision": .integer(Int(revision.rawValue)), "subject": .string("\(stream)"),
      "type": .string(type),
    ]
  }
}
