import Foundation

/// Whether tests that repeat a race do so often: set `DEALLEDGER_NIGHTLY` to anything.
enum Nightly {
  static let isOn = ProcessInfo.processInfo.environment["DEALLEDGER_NIGHTLY"] != nil

  /// What `DEALLEDGER_` and a name are set to; nil where that is no number.
  static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment["DEALLEDGER_" + name].flatMap { UInt64($0) }
  }
}
