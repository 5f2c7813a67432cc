import EventLog
import Foundation
import Ledger

/// Tells what each command of a submission came to, as it comes, and all of it at the end.
struct SubmissionReport {
  private let queue: CommandQueue
  private let console: Console
  private let isRehearsal: Bool
  /// Where people are shown the places of commands, how wide they are.
  private let placeWidth: Int
  private var counts: [String: Int] = [:]
  private var progress: Progress
  /// Why nothing more can be shown; commands that were handed over are taken all the same.
  private var lostOutput: (any Error)?

  init(_ queue: CommandQueue, _ console: Console, isRehearsal: Bool) {
    (self.queue, self.console, self.isRehearsal) = (queue, console, isRehearsal)
    placeWidth = queue.places.map { Self.label($0, in: queue).displayWidth }.max() ?? 0
    progress = Progress("commands", of: queue.places.count, on: console.talk)
  }

  var hasRefusals: Bool { counts["refused"] != nil || counts["invalid"] != nil }

  mutating func add(_ outcome: RehearsedOutcome, at place: CommandQueue.Place) {
    counts[outcome.name, default: 0] += 1
    if !console.screen.isTerminal { progress.advance(to: counts.values.reduce(0, +)) }
    guard lostOutput == nil else { return }
    do {
      if console.isJSON {
        let file = queue.files.count > 1 ? queue.name(of: place) : nil
        try console.data.write(outcome.json(line: place.line.number, file: file))
        // Whoever reads may act on it, and a crash would take what is gathered here.
        try console.data.flush()
      } else {
        for line in rows(outcome, place) { try console.data.write(line) }
      }
    } catch {
      lostOutput = error
    }
  }

  /// Sums up, and concludes with the status of the whole.
  func finish() throws {
    progress.finish()
    if let lostOutput { throw lostOutput }
    try console.data.flush()
    console.talk.say(summary)
    if hasRefusals { throw Conclusion(status: .fault) }
  }

  private var summary: String {
    let parts = ["accepted", "repeated", "refused", "invalid"].compactMap { name in
      counts[name].map { "\($0) \(name)" }
    }
    let left = queue.places.count - counts.values.reduce(0, +)
    let rest = left > 0 ? ["\(left) not taken"] : []
    let all = (parts + rest).joined(separator: ", ")
    let total = all.isEmpty ? "no commands" : all
    return isRehearsal ? "\(total); nothing was written, since this was a dry run" : total
  }
}

// MARK: For people

extension SubmissionReport {
  private static func label(_ place: CommandQueue.Place, in queue: CommandQueue) -> String {
    guard queue.files.count > 1 else { return "\(place.line.number)" }
    let name = queue.name(of: place).split(separator: "/").last ?? "-"
    return "\(name):\(place.line.number)"
  }

  private func rows(_ outcome: RehearsedOutcome, _ place: CommandQueue.Place) -> [String] {
    let label = Self.label(place, in: queue)
    let padding = String(repeating: " ", count: placeWidth - label.displayWidth)
    let name = outcome.name.padding(toLength: 8, withPad: " ", startingAt: 0)
    let head = "\(label)\(padding)  \(console.screen.paint(name, outcome.tone))  "
    switch outcome {
    case .accepted(let command, let events):
      return line(head, command, events.map(\.type), last: events.last?.position)
    case .ended(.accepted(let receipt)), .ended(.repeated(let receipt)):
      return line(
        head, receipt.name, receipt.receipt.events.map(\.type), last: receipt.last?.position)
    case .ended(.refused(let command, let code, let message)):
      let what = [command.command, command.deal ?? ""].joined(separator: "  ")
      return [head + "\(what)  \(code)".printable, indented(message)]
    case .ended(.invalid(let pointer, let message)):
      return [head + pointer.printable, indented(message)]
    }
  }

  private func line(
    _ head: String, _ command: CommandName, _ types: [String], last: GlobalPosition?
  ) -> [String] {
    guard !console.talk.isQuiet else { return [] }
    let name = command.command.padding(toLength: 24, withPad: " ", startingAt: 0)
    let events = types.map(EventWords.title(ofType:)).joined(separator: ", ")
    let position = last.map { console.screen.paint("  at \($0)", .faint) } ?? ""
    return ["\(head)\(name)  \(command.deal ?? "-")  \(events)\(position)"]
  }

  private func indented(_ message: String) -> String {
    String(repeating: " ", count: placeWidth + 12) + message.printable
  }
}
