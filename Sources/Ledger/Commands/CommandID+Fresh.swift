import Deals
import EventLog
import Foundation

extension CommandID {
  /// An id that no other command has: a UUID of version 7, which sorts by time.
  static func fresh(at time: Instant) -> String {
    var generator = SystemRandomNumberGenerator()
    let milliseconds = UInt64(max(0, time.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
    let high = milliseconds << 16 | 0x7000 | generator.next() & 0x0FFF
    let low = 0x8000_0000_0000_0000 | generator.next() >> 2
    let digits = [high, low].map { String(format: "%016lx", $0) }.joined()
    let cuts = [0, 8, 12, 16, 20, 32]
    return zip(cuts, cuts.dropFirst()).map { start, end in
      String(digits.dropFirst(start).prefix(end - start))
    }.joined(separator: "-")
  }
}
