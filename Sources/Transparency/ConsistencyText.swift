/// The proof that one tree begins with all of another, as one text (docs/format.md, "Proofs").
public struct ConsistencyText: Hashable, Sendable {
  static let label = "dealledger/consistency/1"
  private static let unsigned = "unsigned"

  public let older: ProvenTree
  public let newer: ProvenTree
  public let hashes: [TreeHash]

  public init(older: ProvenTree, newer: ProvenTree, hashes: [TreeHash]) {
    (self.older, self.newer, self.hashes) = (older, newer, hashes)
  }

  /// Holds, or throws what is wrong with the hashes; signatures are for a key to say.
  public func verify() throws(ProofFault) {
    try ConsistencyProof(olderSize: older.size, newerSize: newer.size, hashes: hashes)
      .verify(older: older.root, newer: newer.root)
  }
}

/// A tree of which a proof speaks, with the note under it where somebody signed it.
public struct ProvenTree: Hashable, Sendable {
  public let size: UInt64
  public let root: TreeHash
  /// Nil where nobody has signed this root.
  public let note: SignedNote?

  /// A tree that nobody has signed, or one whose checkpoint the caller knows to be this.
  public init(size: UInt64, root: TreeHash, signed note: SignedNote? = nil) {
    (self.size, self.root, self.note) = (size, root, note)
  }

  /// A tree whose checkpoint, if there is one, is for this size and this root.
  public init(size: UInt64, root: TreeHash, checking note: SignedNote?) throws(ProofTextFault) {
    (self.size, self.root, self.note) = (size, root, note)
    guard let note else { return }
    let checkpoint: Checkpoint
    do throws(CheckpointFault) {
      checkpoint = try Checkpoint(parsing: note.text)
    } catch {
      throw .checkpoint(error)
    }
    guard checkpoint.size == size, checkpoint.root == root else {
      throw .otherCheckpoint(size: checkpoint.size)
    }
  }
}

extension ConsistencyText: CustomStringConvertible {
  /// The proof as it is handed on.
  public var description: String {
    let lines = [
      Self.label, "older \(older.size) \(older.root.base64)",
      "newer \(newer.size) \(newer.root.base64)",
    ]
    let head = (lines + hashes.map(\.base64)).map { "\($0)\n" }.joined()
    return ([head] + [older, newer].map { $0.note?.rendered ?? "\(Self.unsigned)\n" })
      .joined(separator: "\n")
  }

  /// Whether a text says of itself that it is one.
  public static func isLabelled(_ text: String) -> Bool {
    text.utf8.starts(with: "\(label)\n".utf8)
  }

  /// The proof that `text` spells.
  public init(parsing text: String) throws(ProofTextFault) {
    var lines = ProofLines(text)
    guard lines.take(Self.label) else { throw .otherForm }
    let older = try Self.tree("older ", lines.next(), line: 2)
    let newer = try Self.tree("newer ", lines.next(), line: 3)
    hashes = try lines.hashes()
    var rest = lines.rest
    let first = try Self.note(endingBefore: &rest)
    let second = try Self.wholeNote(rest)
    self.older = try ProvenTree(size: older.size, root: older.root, checking: first)
    self.newer = try ProvenTree(size: newer.size, root: newer.root, checking: second)
  }

  private static func tree(
    _ name: String, _ line: Substring?, line number: Int
  ) throws(ProofTextFault) -> (size: UInt64, root: TreeHash) {
    let fields = line?.dropping(name)?.split(separator: " ", omittingEmptySubsequences: false)
    guard let fields, fields.count == 2, let size = UInt64(canonical: fields[0]),
      let root = TreeHash(base64: String(fields[1]))
    else { throw .malformedLine(number) }
    return (size, root)
  }

  /// Takes the first of the two notes, with the empty line behind it; nil where it is unsigned.
  ///
  /// A checkpoint has no empty line but the one before its signatures.
  private static func note(
    endingBefore rest: inout Substring
  ) throws(ProofTextFault) -> SignedNote? {
    let mark = unsigned + "\n\n"
    if let after = rest.dropping(mark) {
      rest = after
      return nil
    }
    guard let text = rest.firstRange(of: "\n\n"),
      let end = rest[text.upperBound...].firstRange(of: "\n\n")
    else { throw .note(.noBlankLine) }
    // The first of the two line feeds is the note's own.
    let note = rest[..<rest.utf8.index(after: end.lowerBound)]
    rest = rest[end.upperBound...]
    return try wholeNote(note)
  }

  private static func wholeNote(_ text: Substring) throws(ProofTextFault) -> SignedNote? {
    if text.utf8.elementsEqual("\(unsigned)\n".utf8) { return nil }
    do throws(NoteFault) {
      return try SignedNote(parsing: String(text))
    } catch {
      throw .note(error)
    }
  }
}
