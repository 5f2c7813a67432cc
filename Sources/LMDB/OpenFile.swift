internal import Synchronization

/// A claim to be the only environment of this process that has a file open.
final class OpenFile: Sendable {
  struct Identity: Hashable, Sendable {
    let device: UInt
    let inode: UInt
  }

  private static let claimed = Mutex<Set<Identity>>([])

  private let identity: Identity
  /// Kept open for as long as the claim, so that no new file gets the identity of a deleted one.
  private let data: DataFile

  init(_ data: consuming DataFile) throws(LMDBError) {
    let identity = try data.identity()
    guard OpenFile.claimed.withLock({ $0.insert(identity).inserted }) else { throw .alreadyOpen }
    self.identity = identity
    self.data = data
  }

  deinit { _ = OpenFile.claimed.withLock { $0.remove(identity) } }
}
