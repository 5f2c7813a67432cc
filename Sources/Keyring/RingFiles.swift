/// The files as they were last read.
struct RingFiles: Sendable {
  var ring: OpenRing
  /// Tells whether another process has begun an erasure since.
  var erasuresMark: FileMark?
  /// Whether a key was handed out since the last sync, and the generation at that sync.
  var handedOut = false
  var syncedGeneration = 0

  /// Whether a change failed under way: what the files say has to be read anew.
  var isDoubtful = false

  /// Whether another process has replaced the ring, or begun an erasure or restriction.
  func isSuperseded(in folder: KeysFolder) throws(KeyringFault) -> Bool {
    if isDoubtful { return true }
    let next = folder.epochKey(ring.epochKey.epoch + 1)
    if try Files.mark(of: next) != nil { return true }
    if try Files.mark(of: folder.erasures.path) != erasuresMark { return true }
    return try ring.isReplaced()
  }
}
