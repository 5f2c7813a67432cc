import Glibc
import Replay

/// One line on a terminal that says how far a long replay has come.
final class ProgressLine {
  /// Short work says nothing.
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  func show(_ progress: ReplayProgress) {
    let now = ContinuousClock.now
    guard isShown, now - start > Self.patience else { return }
    if let last, now - last < Self.interval { return }
    last = now
    let percent = progress.total == 0 ? 0 : 100 * progress.done / progress.total
    let seconds = (now - start).components.seconds
    tell("\r\u{1B}[KReplaying: \(progress.stage.rawValue) \(percent) %, \(seconds) s")
  }

  func clear() {
    guard last != nil else { return }
    tell("\r\u{1B}[K")
  }
}
