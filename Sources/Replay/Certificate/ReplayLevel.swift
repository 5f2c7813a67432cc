/// How deep a replay looks; each level builds on the ones before.
public enum ReplayLevel: Int, CaseIterable, Comparable, Sendable {
  /// The file and its rows.
  case storage = 1
  /// Lines, tree, checkpoints, indexes.
  case log
  /// Every event legal, every command decided again.
  case decisions
  /// Every read model rebuilt aside and compared.
  case models

  public static func < (one: ReplayLevel, other: ReplayLevel) -> Bool {
    one.rawValue < other.rawValue
  }
}

extension ReplayLevel: CustomStringConvertible {
  public var description: String {
    switch self {
    case .storage: "storage"
    case .log: "log"
    case .decisions: "decisions"
    case .models: "models"
    }
  }
}
