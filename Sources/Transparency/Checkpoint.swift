/// A tree head as the text of a note: whose tree, how large, and its root (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
  /// Which log; best the name of the key that signs.
  public let origin: String
  public let size: UInt64
  public let root: TreeHash
  /// Lines after the root; no monitor audits them, so there should be none.
  public let extensionLines: [String]

  /// A checkpoint to be written; `origin` and every extension line must be one line of text.
  public init(
    origin: String, size: UInt64, root: TreeHash, extensionLines: [String] = []
  ) throws(CheckpointFault) {
    self.origin = origin
    self.size = size
    self.root = root
    self.extensionLines = extensionLines
    try Self.check(origin, line: 1)
    for (index, line) in extensionLines.enumerated() { try Self.check(line, line: 4 + index) }
  }

  private static func check(_ text: String, line: Int) throws(CheckpointFault) {
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x20 }) else { throw .malformedLine(line) }
  }
}

extension Checkpoint {
  /// The text to be signed.
  public var text: String {
    ([origin, "\(size)", root.base64] + extensionLines).map { "\($0)\n" }.joined()
  }

  /// The checkpoint that `text` spells.
  public init(parsing text: String) throws(CheckpointFault) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard lines.count > 3, lines.last == "" else { throw .unended }
    guard let size = UInt64(lines[1]), "\(size)".utf8.elementsEqual(lines[1].utf8) else {
      throw .malformedSize
    }
    guard let root = TreeHash(base64: lines[2]) else { throw .malformedRoot }
    try self.init(
      origin: lines[0], size: size, root: root, extensionLines: Array(lines[3..<lines.count - 1]))
  }
}
