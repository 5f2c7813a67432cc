/// What one check of a ledger's state came to.
public struct Finding: Hashable, Sendable {
  public enum Status: String, CaseIterable, Comparable, Sendable {
    /// Nothing to do.
    case ok
    /// To be seen to before it becomes a fault.
    case warning
    /// Something does not work, or soon will not: act now.
    case fault

    public static func < (one: Status, other: Status) -> Bool { one.rank < other.rank }

    private var rank: Int { Status.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What was looked at; programs are written against these names.
  public enum Code: String, CaseIterable, Sendable {
    case format, log, freePages = "free-pages", readers, map, disk, models, parked, clock
    case permissions, keys, checkpoint, witnesses, leftovers
  }

  public let code: Code
  public let status: Status
  public let message: String
  /// What to do; nil where nothing is.
  public let advice: String?

  init(_ code: Code, _ message: String) {
    (self.code, self.status, self.message, advice) = (code, .ok, message, nil)
  }

  init(_ code: Code, _ status: Status, _ message: String, advice: String) {
    (self.code, self.status, self.message, self.advice) = (code, status, message, advice)
  }
}
