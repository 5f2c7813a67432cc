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
  /// What both said when the clock was first believed.
  private let start = Mutex<(wall: Instant, elapsed: Duration)?>(nil)

  init(
    wall: @escaping @Sendable () -> Instant, elapsed: @escaping @Sendable () -> Duration
  ) {
    (self.wall, self.elapsed) = (wall, elapsed)
  }

  /// What time it is.
  ///
  /// - Parameter last: The time of the log's last line.
  func now(after last: Instant) throws(LedgerFault) -> Instant {
    let (now, passed) = (wall(), elapsed())
    guard now >= last.advanced(bySeconds: -Self.mostBehind) else {
      throw .clockWentBack(to: now, last: last)
    }
    let start = self.start.withLock { start in
      if start == nil { start = (now, passed) }
      return start ?? (now, passed)
    }
    let expected = start.wall.advanced(bySeconds: (passed - start.elapsed).components.seconds)
    guard now <= expected.advanced(bySeconds: Self.mostAhead) else {
      throw .clockRanAhead(to: now, expected: expected)
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
