import EventLog
import Foundation
import Ledger
import Transparency

/// Appends events to a ledger's log until it has so many, and signs its head.
///
///     grow LEDGER SIZE
///
/// The events are nobody's: they go past all rules, many to a command, since a tree of tens of
/// thousands of lines takes too long to grow by deals. Lines and tree are as they always are.
@main enum Grow {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let size = UInt64(arguments[2]) else {
      throw GrowFault("usage: grow LEDGER SIZE")
    }
    let ledger = try Ledger(at: arguments[1])
    defer { ledger.close() }
    while try ledger.size < size {
      let start = try ledger.size
      try await append(Int(min(size - start, UInt64(EventStore.mostEvents))), from: start, ledger)
    }
    print(try await ledger.createCheckpoint().rendered, terminator: "")
  }

  /// One command, whose events go to streams of 16 each.
  private static func append(_ count: Int, from start: UInt64, _ ledger: Ledger) async throws {
    guard let time = RecordTime("2030-01-01T00:00:00.000000Z") else { throw GrowFault("a time") }
    let data = Array(#"{"text":"é \"\\ 文 \#(start)"}"#.utf8)
    let events = try (0..<count).map { index in
      (
        stream: try StreamName("deal/G\(start / 16)-\(index / 16)"),
        events: [NewEvent(type: "test.grown.v1", data: data)]
      )
    }
    let submission = Submission(
      id: try CommandID("grow-\(start)", from: "test"), actor: "system",
      occurred: "2030-01-01T00:00:00Z", time: time, digest: .sha256(data.span.bytes),
      request: data, isSameRequest: { _ in true }, sealedRefusal: { Array($1.utf8) },
      decide: { _ in .append(events) })
    guard case .appended = try await ledger.store.append(submission) else {
      throw GrowFault("the log took nothing at \(start)")
    }
  }
}

struct GrowFault: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
