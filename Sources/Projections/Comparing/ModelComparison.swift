public import EventLog

/// What a comparison of the read models with the log came to.
public enum ModelCheck: Hashable, Sendable {
  /// There are none, which is no fault: they can be made from the log.
  case absent
  /// The file is not of this log. It would be discarded and made anew.
  case foreign(ModelMismatch)
  case compared(ModelComparison)
}

/// How the read models differ from those that the log gives, at the position they have reached.
public struct ModelComparison: Hashable, Sendable {
  public struct Table: Hashable, Sendable {
    public let projection: String
    public let table: String
    /// How many rows the log gives.
    public internal(set) var expected = 0
    /// How many rows the file has.
    public internal(set) var found = 0
    /// How many are missing, too many, or other than they should be.
    public internal(set) var differing = 0
  }

  /// Every event before it was compared.
  public let position: GlobalPosition
  public let generation: Int
  public internal(set) var tables: [Table] = []
  /// The first differences of each table, up to the limit that was asked for.
  public internal(set) var divergences: [ModelDivergence] = []
  /// Streams that this version cannot project: what the log gives for them cannot be told.
  public internal(set) var parked: [ParkedStream] = []

  public var holds: Bool { tables.allSatisfy { $0.differing == 0 } }
}
