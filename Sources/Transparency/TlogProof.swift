/// The proof that a line is in a signed tree, as one text (C2SP tlog-proof).
public struct TlogProof: Hashable, Sendable {
  static let label = "c2sp.org/tlog-proof@v1"

  /// Nobody vouches for these bytes; where they are said to be the leaf, hash them.
  public let extra: [UInt8]?
  public let index: UInt64
  /// From the leaf up.
  public let hashes: [TreeHash]
  public let note: SignedNote

  public init(extra: [UInt8]?, index: UInt64, hashes: [TreeHash], note: SignedNote) {
    (self.extra, self.index, self.hashes, self.note) = (extra, index, hashes, note)
  }

  /// Holds, or throws what is wrong: the leaf is in the tree of the checkpoint at its place.
  ///
  /// Whether the checkpoint may be believed is for a key to say.
  public func verify(_ leaf: TreeHash, under checkpoint: Checkpoint) throws(ProofFault) {
    try InclusionProof(leafIndex: index, treeSize: checkpoint.size, hashes: hashes)
      .verify(leaf, under: checkpoint.root)
  }
}

extension TlogProof: CustomStringConvertible {
  /// The proof as it is handed on.
  public var description: String {
    let extra = extra.map { ["extra \(Base64.text(of: $0))"] } ?? []
    let lines = [Self.label] + extra + ["index \(index)"] + hashes.map(\.base64)
    return lines.map { "\($0)\n" }.joined() + "\n" + note.rendered
  }

  /// Whether a text says of itself that it is one.
  public static func isLabelled(_ text: String) -> Bool {
    text.utf8.starts(with: "\(label)\n".utf8)
  }

  /// The proof that `text` spells.
  public init(parsing text: String) throws(ProofTextFault) {
    var lines = ProofLines(text)
    guard lines.take(Self.label) else { throw .otherForm }
    var line = lines.next()
    if let spelled = line?.dropping("extra ") {
      guard let bytes = Base64.bytes(of: spelled) else { throw .malformedLine(lines.number) }
      extra = bytes
      line = lines.next()
    } else {
      extra = nil
    }
    guard let number = line?.dropping("index ").flatMap(UInt64.init(canonical:)) else {
      throw .malformedLine(lines.number)
    }
    index = number
    hashes = try lines.hashes()
    note = try SignedNote(of: lines.rest)
  }
}

/// Why a text is not the form of a proof.
public enum ProofTextFault: Error, Hashable, Sendable {
  /// The first line is none of ours.
  case otherForm
  /// This line, counted from 1, is not what has to stand there.
  case malformedLine(Int)
  /// What should be a checkpoint is no signed note.
  case note(NoteFault)
  /// What should be a checkpoint is a note about something else.
  case checkpoint(CheckpointFault)
  /// A checkpoint is not the one of the size and the root that stand above it.
  case otherCheckpoint(size: UInt64)
}

extension SignedNote {
  fileprivate init(of text: Substring) throws(ProofTextFault) {
    do throws(NoteFault) {
      try self.init(parsing: String(text))
    } catch {
      throw .note(error)
    }
  }
}
