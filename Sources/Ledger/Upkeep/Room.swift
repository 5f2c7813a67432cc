/// How much room a log has left, in bytes.
public struct Room: Hashable, Sendable {
  /// How far the log's file has been used.
  public let used: Int
  /// What its map holds.
  public let capacity: Int
  /// What the file system has left for this user; nil where it does not say.
  public let diskFree: Int?

  public init(used: Int, capacity: Int, diskFree: Int?) {
    (self.used, self.capacity, self.diskFree) = (used, capacity, diskFree)
  }
}

extension Room {
  /// From where on the map is called short, and almost full, in percent.
  static let mapShort = 80, mapAlmostFull = 95
  /// The least that a disk should have left: this many bytes, or this part of the log.
  static let diskLeast = 1 << 30, diskPercentOfLog = 10
  /// With less left than this, a batch or a rebuild may fail at any time.
  static let diskAlmostFull = 64 << 20

  /// How many percent of the map are in use.
  var mapPercent: Int { capacity > 0 ? Int(Double(used) / Double(capacity) * 100) : 100 }

  /// How much a disk should have left beside a log of this size.
  var diskWanted: Int { max(Self.diskLeast, used / 100 * Self.diskPercentOfLog) }

  var map: Finding {
    let message =
      "the log uses \(used.inBytes) of the \(capacity.inBytes) that its map holds (\(mapPercent) %)"
    guard mapPercent >= Self.mapShort else { return Finding(.map, message) }
    return Finding(
      .map, mapPercent >= Self.mapAlmostFull ? .fault : .warning, message,
      advice: "a full map takes no more events: put a backup into its place, which leaves out free"
        + " pages, or use a program with a larger map")
  }

  var disk: Finding {
    guard let diskFree else {
      return Finding(.disk, "the file system does not say how much room it has left")
    }
    guard diskFree < diskWanted else {
      return Finding(.disk, "\(diskFree.inBytes) are free on the log's disk")
    }
    return Finding(
      .disk, diskFree < Self.diskAlmostFull ? .fault : .warning,
      "\(diskFree.inBytes) are free on the log's disk, and it should have \(diskWanted.inBytes)",
      advice: "make room there before it is full: then nothing more is recorded")
  }

  /// What whoever writes should be warned of.
  public var shortages: [Finding] { [map, disk].filter { $0.status > .ok } }
}

extension Int {
  /// `1 key`, `2 keys`.
  func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }

  /// A number of bytes for people: `1.5 GiB`.
  var inBytes: String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    let power = magnitude < 1024 ? 0 : (63 - magnitude.leadingZeroBitCount) / 10
    guard power > 0 else { return "\(self) bytes" }
    let tenths = Int((Double(self) / Double(1 << (10 * power)) * 10).rounded(.down))
    return "\(tenths / 10).\(tenths % 10) \(units[power])"
  }
}
