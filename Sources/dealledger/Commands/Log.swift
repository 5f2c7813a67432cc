import ArgumentParser
import EventLog
import Foundation

struct Log: LedgerCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the stored lines, byte for byte.",
    discussion: """
      Each line is one event as a CloudEvents 1.0 message in canonical JSON, and a leaf of the tree.

      Examples:
        dealledger log --limit 10
        dealledger log --subject deal/D06 --after 120
        dealledger log --type deal.signed.v1 | jq .data
        dealledger log --follow
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp("Begin after this position.", valueName: "position"))
  var after: GlobalPosition?

  @Option(help: ArgumentHelp("Print at most so many lines; without it, all.", valueName: "n"))
  var limit: Int?

  @Option(help: "Print events of this type alone, such as deal.signed.v1.")
  var type: String?

  @Option(help: "Print events of this stream alone, such as deal/D06.")
  var subject: String?

  @Flag(name: .shortAndLong, help: "Go on with events as they come, until interrupted.")
  var follow = false

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit should be 0 or more.") }
  }

  func run(_ console: Console) async throws {
    let log = try console.openLog()
    let filter = LineFilter(type: type, subject: subject)
    var left = limit ?? .max
    var next = after?.next ?? .first
    if follow {
      try await self.follow(log, from: next, filter, left)
      return
    }
    let end = try log.size
    while left > 0, next.rawValue < end {
      let page = try log.events(from: next, limit: Self.pageSize)
      guard let last = page.last else { return }
      for event in page where left > 0 && event.position.rawValue < end && filter.admits(event) {
        try console.data.write(event.line)
        left -= 1
      }
      next = last.position.next
    }
  }

  /// How many lines are copied out of one snapshot, which must be short.
  private static let pageSize = 1024

  private func follow(
    _ log: EventStore, from start: GlobalPosition, _ filter: LineFilter, _ limit: Int
  ) async throws {
    let task = Task {
      let output = DataStream()
      var left = limit
      guard left > 0 else { return }
      for try await event in log.subscribe(from: start) where filter.admits(event) {
        try output.write(event.line)
        // Whoever follows reads each line as it comes.
        try output.flush()
        left -= 1
        if left == 0 { return }
      }
    }
    let interruption = Interruption { task.cancel() }
    defer { interruption.end() }
    do {
      try await task.value
    } catch is CancellationError {
      // Interrupted: everything that was printed was whole lines.
    }
  }
}

/// Which lines are printed.
struct LineFilter: Sendable {
  let type: String?
  let subject: String?

  func admits(_ event: RecordedEvent) -> Bool {
    if type == nil, subject == nil { return true }
    guard let line = try? LineView(trusting: event.line.span.bytes) else { return false }
    if let type, !line.isType(type) { return false }
    if let subject, !line.isSubject(subject) { return false }
    return true
  }
}
