/// How far long work has come that counts one thing after another.
final class StagedProgress {
  private let talk: Talk
  private var current: (what: String, progress: Progress)?

  init(on talk: Talk) { self.talk = talk }

  /// - Parameter what: What is counted now: `lines`.
  func advance(_ what: String, to done: UInt64, of total: UInt64) {
    if current?.what != what {
      finish()
      current = (what, Progress(what, of: Int(clamping: total), on: talk))
    }
    current?.progress.advance(to: Int(clamping: done))
  }

  /// Takes the line away again.
  func finish() {
    current?.progress.finish()
    current = nil
  }
}
