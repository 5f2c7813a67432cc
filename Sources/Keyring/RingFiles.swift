/// The files as they were last read.
struct RingFiles: Sendable {
  var ring: OpenRing
  /// Tells whether another process has begun an erasure since.
  var erasuresMark: FileMark?
  /// The generation at which the first key since the last sync was handed out.
  var handedOutAt: Int?

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
