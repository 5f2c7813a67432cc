internal import Synchronization

/// A claim to be the only environment of this process that has a file open.
final class OpenFile: Sendable {
  struct Identity: Hashable, Sendable {
    let device: UInt
    let inode: UInt
  }

  private static let claimed = Mutex<Set<Identity>>([])

  private let identity: Identity

  init(_ identity: Identity) throws(LMDBError) {
    guard OpenFile.claimed.withLock({ $0.insert(identity).inserted }) else { throw .alreadyOpen }
    self.identity = identity
  }

  deinit { _ = OpenFile.claimed.withLock { $0.remove(identity) } }
}
