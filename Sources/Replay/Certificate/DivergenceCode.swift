/// What a replay can find; the spelling of a code never changes.
public enum DivergenceCode: String, CaseIterable, Sendable {
  // Storage
  case damagedFile = "damaged-file"
  case malformedRow = "malformed-row"
  case wrongRowCount = "wrong-row-count"
  case wrongFormat = "wrong-format"
  case malformedBundle = "malformed-bundle"
  case truncatedBundle = "truncated-bundle"
  case wrongLineCount = "wrong-line-count"
  case bundleDigestDiffers = "bundle-digest-differs"

  // The log
  case noFirstLine = "no-first-line"
  case wrongFirstLine = "wrong-first-line"
  case malformedLine = "malformed-line"
  case missingPosition = "missing-position"
  case wrongPosition = "wrong-position"
  case wrongRevision = "wrong-revision"
  case outsideFilter = "outside-filter"
  case proofDiffers = "proof-differs"
  case eventWithheld = "event-withheld"
  case timeGoesBack = "time-goes-back"
  case wrongSource = "wrong-source"
  case tileDiffers = "tile-differs"
  case tileMissing = "tile-missing"
  case needlessTile = "needless-tile"
  case edgeDiffers = "edge-differs"
  case malformedCheckpoint = "malformed-checkpoint"
  case foreignCheckpoint = "foreign-checkpoint"
  case notSigned = "checkpoint-not-signed"
  case checkpointDiffers = "checkpoint-differs"
  case checkpointBeyondLog = "checkpoint-beyond-log"
  case notConsistent = "checkpoints-not-consistent"
  case otherKey = "other-key"
  case headsDiffer = "heads-differ"
  case streamRowDiffers = "stream-row-differs"
  case streamRowMissing = "stream-row-missing"
  case commandRowDiffers = "command-row-differs"
  case commandRowMissing = "command-row-missing"
  case requestMissing = "request-missing"
  case requestDiffers = "request-differs"
  case needlessRequest = "needless-request"
  case documentDiffers = "document-differs"
  case missingRefusal = "missing-refusal"
  case refusalDiffers = "refusal-differs"
  case sealedMissing = "sealed-missing"
  case needlessSealed = "needless-sealed"
  case sealedDiffers = "sealed-differs"

  // Decisions
  case unreadableEvent = "unreadable-event"
  case illegalEvent = "illegal-event"
  case unreadableRequest = "unreadable-request"
  case attributeDiffers = "attribute-differs"
  case decidedOtherwise = "decided-otherwise"
  case refusedAgain = "refused-again"
  case documentMissing = "document-missing"
  case foundingDiffers = "founding-differs"

  // Read models
  case foreignModels = "foreign-models"
  case modelDiffers = "model-differs"
}

extension DivergenceCode {
  /// What whoever keeps the ledger should do next; a sentence without its full stop.
  public var remedy: String {
    switch self {
    case .damagedFile, .malformedRow, .wrongRowCount, .wrongFormat, .noFirstLine, .wrongFirstLine,
      .malformedLine, .missingPosition, .wrongPosition, .requestMissing, .requestDiffers,
      .documentDiffers, .documentMissing, .missingRefusal,
      .refusalDiffers, .sealedMissing, .sealedDiffers:
      "Keep this copy as it is, and compare it with a backup or with an export from outside"
    case .malformedBundle, .wrongLineCount, .bundleDigestDiffers, .outsideFilter, .proofDiffers:
      "Keep this bundle as it is, and ask the ledger's operator for another: this one was changed, or"
        + " another program wrote it"
    case .truncatedBundle: "Fetch the bundle again, whole: this copy was cut"
    case .eventWithheld:
      "Ask for the events that are missing: those who signed the checkpoint had them"
    case .timeGoesBack, .wrongRevision, .wrongSource, .needlessRequest, .needlessSealed,
      .foundingDiffers:
      "The ledger never writes this: find out who else wrote to the file"
    case .tileDiffers, .tileMissing, .edgeDiffers, .checkpointDiffers:
      "A line is not the one that was hashed, or the tree was changed: compare the lines from the"
        + " place named on with a backup or an export"
    case .needlessTile, .checkpointBeyondLog:
      "The log has been longer than it is: find the lost lines in a backup or an export"
    case .malformedCheckpoint, .foreignCheckpoint, .notSigned:
      "Ask those who hold checkpoints of this ledger for theirs, and verify with those"
    case .notConsistent:
      "Two signed heads contradict each other: keep both, they prove that history was changed"
    case .otherKey: "Make sure that key and ledger belong together, from a source you trust"
    case .headsDiffer:
      "Where streams end was recorded wrongly: bundles of single deals under it prove nothing"
    case .streamRowDiffers, .streamRowMissing, .commandRowDiffers, .commandRowMissing:
      "Indexes are derived from the lines: if tree and checkpoints hold, restore the index alone"
    case .unreadableEvent, .illegalEvent, .decidedOtherwise, .refusedAgain, .unreadableRequest,
      .attributeDiffers:
      "The rules of this ledger do not lead here: look at the command and at who sent it"
    case .foreignModels, .modelDiffers: "Rebuild the read models: dealledger rebuild"
    }
  }
}
