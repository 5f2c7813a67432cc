import Synchronization

/// How far long work has come that counts one thing after another, on whatever threads.
final class StagedProgress: Sendable {
  private let talk: Talk
  private let current = Mutex<(what: String, progress: Progress)?>(nil)

  init(on talk: Talk) { self.talk = talk }

  /// - Parameter what: What is counted now: `lines`.
  func advance(_ what: String, to done: UInt64, of total: UInt64) {
    current.withLock { current in
      if current?.what != what {
        current?.progress.finish()
        current = (what, Progress(what, of: Int(clamping: total), on: talk))
      }
      current?.progress.advance(to: Int(clamping: done))
    }
  }

  /// Takes the line away again.
  func finish() {
    current.withLock { current in
      current?.progress.finish()
      current = nil
    }
  }
}
