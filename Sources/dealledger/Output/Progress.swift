import Foundation

/// How far long work has come, on a terminal, once it has taken half a second.
struct Progress {
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  private let what: String
  private let total: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  /// - Parameter what: What is counted: `commands`.
  init(_ what: String, of total: Int, on talk: Talk) {
    (self.what, self.total) = (what, total)
    isShown = talk.terminal.isTerminal && !talk.isQuiet
  }

  mutating func advance(to count: Int) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - start >= Self.patience, last.map({ now - $0 >= Self.interval }) ?? true else {
      return
    }
    last = now
    write("\r\u{1B}[K" + Self.line(what, count, of: total, after: now - start))
  }

  /// Takes the line away again.
  func finish() {
    if last != nil { write("\r\u{1B}[K") }
  }

  /// `commands 1200 of 5000, 24 %, 12 s left`.
  static func line(
    _ what: String, _ count: Int, of total: Int, after elapsed: Duration
  ) -> String {
    guard total > 0, count > 0 else { return "\(what) \(count)" }
    let left = elapsed / .seconds(1) * Double(total - count) / Double(count)
    return "\(what) \(count) of \(total), \(count * 100 / total) %, \(remaining(left)) left"
  }

  private static func remaining(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 120 ? "\(whole) s" : "\(whole / 60) min"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
