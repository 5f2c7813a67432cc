import Foundation

/// Whether tests that repeat a race do so often: set `DEALLEDGER_NIGHTLY` to anything.
enum Nightly {
  static let isOn = ProcessInfo.processInfo.environment["DEALLEDGER_NIGHTLY"] != nil
}
