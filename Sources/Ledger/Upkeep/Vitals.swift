public import DealRecords
public import Deals

/// What was measured of a ledger, for `findings` to judge; sizes are in bytes.
public struct Vitals: Hashable, Sendable {
  public var format = Format(), log = Log(), readers = Readers()
  public var room = Room(used: 0, capacity: 1, diskFree: nil)
  public var models = Models.missing
  public var clock = Clock(), keys = Keys(), checkpoint = Checkpoint()
  /// Files and folders whose mode or owner is not as it should be.
  public var exposures: [Exposure] = []
  /// What something that was broken off has left behind.
  public var leftovers: [String] = []

  public init() {}
}

extension Vitals {
  public struct Format: Hashable, Sendable {
    public var log = "", rules = 0
  }

  public struct Log: Hashable, Sendable {
    public var events: UInt64 = 0, fileBytes = 0, freeBytes = 0
  }

  /// Snapshots that processes other than this one look at.
  public struct Readers: Hashable, Sendable {
    public var live = 0
    /// Of processes that are not there any more.
    public var dead = 0
    /// How many commits the oldest of all is behind.
    public var mostBehind = 0
    /// How many there have been at a time, and may be.
    public var most = 0, limit = 1
  }

  public enum Models: Hashable, Sendable {
    case missing
    case unreadable(String)
    case read(Reading)

    public struct Reading: Hashable, Sendable {
      public var projections: [String] = []
      /// The next position to be read, the same for all.
      public var position: UInt64 = 0
      public var bytes = 0
      /// A line for each stream that is parked, with where and why.
      public var parked: [String] = []
      public init() {}
    }
  }

  public struct Clock: Hashable, Sendable {
    public var mode = ClockMode.history
    public var now = Instant.blank, last = Instant.blank
  }

  public struct Keys: Hashable, Sendable {
    /// Why they cannot be used; nil where they can.
    public var problem: String?
    /// Whether they are there, and yet cannot be used.
    public var isDamaged = false
    public var logKeyProblem: String?
    public var count = 0, bytes = 0
    /// How many keys were in the last copy that was made of them; nil where none was.
    public var inLastBackup: Int?
    /// Names of files that an interrupted change left, and of those that do not belong there.
    public var leftovers: [String] = [], strangers: [String] = []
  }

  public struct Checkpoint: Hashable, Sendable {
    /// How many events the last one signs; nil where there is none.
    public var size: UInt64?
    /// When the first event was recorded that none signs; nil where there is no such event.
    public var firstUnsigned: Instant?
    /// Who is named as a witness, and which of these have not cosigned the last one.
    public var witnesses: [String] = [], notCosignedBy: [String] = []
  }

  public struct Exposure: Hashable, Sendable {
    public var path = "", problem = "", advice = ""
    public var isOfKeys = false
  }
}
