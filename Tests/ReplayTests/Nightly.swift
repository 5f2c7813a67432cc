import Foundation

/// Whether tests that draw cases at random draw many: set `DEALLEDGER_NIGHTLY` to anything.
enum Nightly {
  static let isOn = ProcessInfo.processInfo.environment["DEALLEDGER_NIGHTLY"] != nil
}
