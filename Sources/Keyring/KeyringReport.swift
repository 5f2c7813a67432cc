/// What a check of the keys found; what it could not read, it throws instead.
public struct KeyringReport: Hashable, Sendable {
  public let epoch: Int
  /// Keys that unwrap, the restricted ones among them.
  public let keys: Int
  public let restricted: Int
  public let erasures: Int
  public let restrictions: Int
  /// Copies of the keys that were made.
  public let backups: Int
  /// Names of files that an interrupted change left; opening for writing removes them.
  public let leftovers: [String]
  /// Names of files that do not belong here.
  public private(set) var strangers: [String]

  /// The same for somebody who knows what some of the strangers are.
  public func without(strangers names: String...) -> KeyringReport {
    var report = self
    report.strangers.removeAll { names.contains($0) }
    return report
  }
}
