public import Deals
import EventLog
import Glibc

extension Instant {
  /// The system's clock.
  public static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// The instant as a line has it.
  var recordTime: RecordTime {
    guard let time = RecordTime(text) else { preconditionFailure("the year of \(text)") }
    return time
  }
}
