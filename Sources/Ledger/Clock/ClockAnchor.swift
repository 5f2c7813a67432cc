import Deals
import Foundation

/// What the clock said when a process first believed it since the machine was started, kept beside
/// the log so that later processes notice a clock that was set wrong in between.
struct ClockAnchor: Hashable {
  /// Which start of the machine it is.
  let boot: String
  let wall: Instant
  let elapsed: Duration

  init(boot: String, wall: Instant, elapsed: Duration) {
    (self.boot, self.wall, self.elapsed) = (boot, wall, elapsed)
  }

  /// Nil where there is no such file, or it is of another start of the machine: what has passed
  /// since then nobody knows.
  init?(at path: String, of boot: String) {
    guard let bytes = try? Files.read(path),
      case let fields = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace),
      fields.count == 3, fields[0] == boot, let wall = Instant(text: String(fields[1])),
      let seconds = Int64(fields[2])
    else { return nil }
    self.init(boot: boot, wall: wall, elapsed: .seconds(seconds))
  }

  /// Writes what several processes may write at a time, since they say the same.
  ///
  /// It need not be durable: without power nothing is left of what it tells.
  func write(to path: String) throws(LedgerFault) {
    try Files.overwrite(
      path, with: Array("\(boot) \(wall.text) \(elapsed.components.seconds)\n".utf8))
  }
}

/// Which start of the machine this is, as the system names it.
public enum Boot {
  /// Nil where the system does not tell.
  public static func current() -> String? {
    guard let bytes = try? Files.read("/proc/sys/kernel/random/boot_id") else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first
      .map(String.init)
  }
}
