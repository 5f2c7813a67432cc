import Deals
import Glibc
import Synchronization

/// Watches the system's clock, so that a clock that was set wrong cannot date what is recorded.
///
/// Record time never goes back: one line with a time far ahead would stamp that time on every line
/// until the clock has caught up. Nothing is recorded while the clock is in doubt; when it is right
/// again, recording goes on.
final class ClockWatch: Sendable {
  /// How far the clock may lie behind the last line, in seconds: daylight saving set by hand.
  static let mostBehind: Int64 = 3600
  /// How far the clock may run ahead of the time that has passed, in seconds.
  private static let mostAhead: Int64 = 86_400

  private let wall: @Sendable () -> Instant
  /// What has passed since some moment, whatever anybody sets the clock to.
  private let elapsed: @Sendable () -> Duration
  private let boot: String?
  private let path: String
  private let keeps: Bool
  /// What both said when the clock was first believed.
  private let start = Mutex<(wall: Instant, elapsed: Duration)?>(nil)

  /// - Parameters:
  ///   - boot: Which start of the machine it is; nil where the clock is watched by this process
  ///     alone.
  ///   - path: Where the clock is kept from process to process.
  ///   - keeps: Whether it may be written there.
  init(
    wall: @escaping @Sendable () -> Instant, elapsed: @escaping @Sendable () -> Duration,
    boot: String?, keptAt path: String, keeps: Bool
  ) {
    (self.wall, self.elapsed, self.boot) = (wall, elapsed, boot)
    (self.path, self.keeps) = (path, keeps)
    if let anchor = boot.flatMap({ ClockAnchor(at: path, of: $0) }) {
      start.withLock { $0 = (anchor.wall, anchor.elapsed) }
    }
  }

  /// What time it is.
  ///
  /// - Parameter last: The time of the log's last line.
  func now(after last: Instant) throws(LedgerFault) -> Instant {
    let (now, passed) = (wall(), elapsed())
    guard now >= last.advanced(bySeconds: -Self.mostBehind) else {
      throw .clockWentBack(to: now, last: last)
    }
    let start = try self.start.withLock { start throws(LedgerFault) in
      if let start { return start }
      if let boot, keeps {
        try ClockAnchor(boot: boot, wall: now, elapsed: passed).write(to: path)
      }
      start = (now, passed)
      return (now, passed)
    }
    let expected = start.wall.advanced(bySeconds: (passed - start.elapsed).components.seconds)
    guard now <= expected.advanced(bySeconds: Self.mostAhead) else {
      throw .clockRanAhead(to: now, expected: expected, keptAt: boot.map { _ in path })
    }
    return now
  }
}

extension Duration {
  /// Since the machine was started, its sleep included.
  public static var sinceBoot: Duration {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
