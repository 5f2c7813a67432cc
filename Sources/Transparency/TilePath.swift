/// Where a log serves a tile or a bundle, such as `tile/0/x001/x234/067` (C2SP tlog-tiles).
public struct TilePath: Hashable, Sendable {
  /// What a log serves in tiles.
  public enum Content: Hashable, Sendable {
    case hashes(level: UInt8)
    case entries
  }

  /// The highest level that the specification allows.
  static let highestLevel: UInt8 = 63

  public let content: Content
  public let index: UInt64
  /// How many hashes or entries: 256 where it is full.
  public let width: Int

  /// The path of what exists: a width is 1 to 256, and a level at most 63.
  public init(_ content: Content, index: UInt64, width: Int = HashTile.fullWidth) {
    precondition((1...HashTile.fullWidth).contains(width))
    if case .hashes(let level) = content { precondition(level <= Self.highestLevel) }
    self.content = content
    self.index = index
    self.width = width
  }
}

extension TilePath: CustomStringConvertible {
  /// The path, relative to the log's prefix.
  public var description: String {
    let suffix = width == HashTile.fullWidth ? "" : ".p/\(width)"
    return "tile/\(directory)/\(Self.spell(index))\(suffix)"
  }

  private var directory: String {
    switch content {
    case .hashes(let level): "\(level)"
    case .entries: "entries"
    }
  }

  /// Three digits an element, and an `x` before all but the last: 1234067 is `x001/x234/067`.
  private static func spell(_ index: UInt64) -> String {
    let leading = sequence(first: index / 1000) { $0 / 1000 }.prefix { $0 > 0 }.reversed()
    return leading.map { "x\(threeDigits(of: $0))/" }.joined() + threeDigits(of: index)
  }

  private static func threeDigits(of number: UInt64) -> String {
    String(String(number % 1000 + 1000).dropFirst())
  }
}

extension TilePath {
  /// The tile that `path` names; nil unless it is spelled exactly as it would be printed.
  public init?(_ path: String) {
    let (full, width) = Self.splitWidth(path)
    let elements = full.split(separator: "/", omittingEmptySubsequences: false)
    guard
      elements.count > 2, elements[0] == "tile",
      let content = Content(directory: elements[1]),
      let width, (1...HashTile.fullWidth).contains(width),
      let index = UInt64(elements[2...].joined().filter { $0 != "x" })
    else { return nil }
    self.init(content, index: index, width: width)
    guard description.utf8.elementsEqual(path.utf8) else { return nil }
  }

  private static func splitWidth(_ path: String) -> (path: Substring, width: Int?) {
    guard let suffix = path.firstRange(of: ".p/") else { return (path[...], HashTile.fullWidth) }
    return (path[..<suffix.lowerBound], Int(path[suffix.upperBound...]))
  }
}

extension TilePath.Content {
  fileprivate init?(directory: Substring) {
    if directory == "entries" {
      self = .entries
    } else if let level = UInt8(directory), level <= TilePath.highestLevel {
      self = .hashes(level: level)
    } else {
      return nil
    }
  }
}
