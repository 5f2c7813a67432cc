/// The steps of an erasure or a rotation, each durable before the next.
///
/// Up to `renameEpochKey` an interruption leaves everything as it was, but for a recorded erasure;
/// from there on the next opening for writing completes the change.
enum ChangeStep: String, CaseIterable, Sendable {
  case recordErasure
  case draftEpochKey, draftRing, syncDrafts
  case renameEpochKey, renameRing, syncNames
  case overwriteOldKey, removeOldKey, syncKeyRemoval, removeOldRing, syncRingRemoval
  case done
}

/// Told of each step before it is taken.
typealias ChangeObserver = @Sendable (ChangeStep) -> Void
