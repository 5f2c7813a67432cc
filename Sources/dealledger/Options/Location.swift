import Foundation

/// Where the ledger and its keys lie: as the call says, or the environment, or by convention.
struct Location {
  let ledger: String
  /// Nil where they lie in the ledger's own folder.
  let keys: String?

  init(_ options: GlobalOptions, _ environment: [String: String]) {
    ledger =
      options.ledger ?? environment.text("DEALLEDGER_LEDGER") ?? Self.conventional(environment)
    keys = options.keys ?? environment.text("DEALLEDGER_KEYS")
  }

  private static func conventional(_ environment: [String: String]) -> String {
    let home = environment.text("HOME") ?? NSHomeDirectory()
    return (environment.text("XDG_DATA_HOME") ?? home + "/.local/share") + "/dealledger"
  }
}

extension [String: String] {
  /// A variable that is set to nothing counts as not set.
  fileprivate func text(_ name: String) -> String? {
    guard let value = self[name], !value.isEmpty else { return nil }
    return value
  }
}
