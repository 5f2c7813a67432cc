extension ProofTextFault: CustomStringConvertible {
  /// What is wrong, for people; a clause without its full stop.
  public var description: String {
    switch self {
    case .otherForm: "its first line names no form of proof that is known here"
    case .malformedLine(let number): "its line \(number) is not what has to stand there"
    case .note(let fault): "what should be a checkpoint is no signed note: \(fault)"
    case .checkpoint(let fault): "what should be a checkpoint is none: \(fault)"
    case .otherCheckpoint(let size):
      "the checkpoint of \(size) is not of the size and the root that stand above it"
    }
  }
}

extension CheckpointFault: CustomStringConvertible {
  /// What is wrong, for people; a clause without its full stop.
  public var description: String {
    switch self {
    case .unended: "it has fewer than three lines, or its last one does not end"
    case .malformedLine(let number): "its line \(number) is empty or holds a control character"
    case .malformedSize: "its second line is no number"
    case .malformedRoot: "its third line is no hash in base64"
    }
  }
}

extension ProofFault: CustomStringConvertible {
  /// What is wrong, for people; a clause without its full stop.
  public var description: String {
    switch self {
    case .leafBeyondTree(let index, let size): "a tree of \(size) lines has no line \(index)"
    case .sizesReversed(let older, let newer):
      "the older tree has \(older) lines, and the newer one \(newer)"
    case .tooShort: "it has fewer hashes than it needs"
    case .tooLong: "it has more hashes than it needs"
    case .rootDiffers: "line, place and hashes do not lead to the signed root"
    case .olderRootDiffers: "the hashes do not lead to the older root"
    case .newerRootDiffers: "the hashes do not lead to the newer root"
    }
  }
}
