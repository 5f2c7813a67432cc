import Glibc
import Replay

/// One line on a terminal that says how far a long replay has come.
struct ProgressLine {
  /// Short work says nothing.
  private static let patience = Duration.milliseconds(500)
  private static let interval = Duration.milliseconds(100)

  private let isShown: Bool
  private let start = ContinuousClock.now
  private var stage: (name: ReplayProgress.Stage, start: ContinuousClock.Instant)?
  private var last: ContinuousClock.Instant?

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  mutating func show(_ progress: ReplayProgress) {
    guard isShown else { return }
    let now = ContinuousClock.now
    if stage?.name != progress.stage { stage = (progress.stage, now) }
    guard now - start > Self.patience else { return }
    if let last, now - last < Self.interval { return }
    last = now
    let percent = progress.total == 0 ? 0 : 100 * progress.done / progress.total
    tell("\r\u{1B}[KReplaying: \(progress.stage.rawValue) \(percent) %" + estimate(progress, now))
  }

  mutating func clear() {
    guard last != nil else { return }
    last = nil
    tell("\r\u{1B}[K")
  }

  /// How long the stage will take, as it has gone so far.
  private func estimate(_ progress: ReplayProgress, _ now: ContinuousClock.Instant) -> String {
    guard let stage, progress.done > 0, progress.done < progress.total else { return "" }
    let left = (now - stage.start) * Int(progress.total - progress.done) / Int(progress.done)
    return ", about \(left.components.seconds + 1) s more"
  }
}
