/// Up to 256 entries as a log serves them: each with its length in two bytes before it (C2SP
/// tlog-tiles, "Log entries").
public struct EntryBundle: Hashable, Sendable {
  /// The most bytes that an entry can have.
  public static let longestEntry = 65_535

  /// The bundle as it is served.
  public private(set) var encoded: [UInt8] = []
  /// Where in it each entry lies.
  public private(set) var places: [Range<Int>] = []

  public init() {}

  /// The bundle that `bytes` hold.
  public init(decoding bytes: [UInt8]) throws(EntryBundleFault) {
    encoded = bytes
    var offset = 0
    while offset < bytes.count {
      guard places.count < HashTile.fullWidth else { throw .tooManyEntries }
      guard offset + 2 <= bytes.count else { throw .torn(entry: places.count) }
      let start = offset + 2
      offset = start + (Int(bytes[offset]) << 8 | Int(bytes[offset + 1]))
      guard offset <= bytes.count else { throw .torn(entry: places.count) }
      places.append(start..<offset)
    }
  }

  /// Adds an entry, which is not too long, to a bundle that is not full.
  public mutating func append(_ entry: RawSpan) {
    precondition(entry.byteCount <= Self.longestEntry && places.count < HashTile.fullWidth)
    encoded.append(UInt8(entry.byteCount >> 8))
    encoded.append(UInt8(entry.byteCount & 255))
    let start = encoded.count
    entry.withUnsafeBytes { encoded.append(contentsOf: $0) }
    places.append(start..<encoded.count)
  }

  public var count: Int { places.count }
}

/// Why bytes are no bundle of entries.
public enum EntryBundleFault: Error, Hashable, Sendable {
  /// There are more entries than 256.
  case tooManyEntries
  /// The bytes end within this entry.
  case torn(entry: Int)
}

extension EntryBundleFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooManyEntries: "it holds more than \(HashTile.fullWidth) entries"
    case .torn(let entry): "it ends within its entry \(entry)"
    }
  }
}
