public import DealRecords
import Deals
import EventLog
import Transparency

extension Ledger {
  var highWater: HighWater { HighWater(folder: keysFolder) }

  /// Refuses to write where events are missing that were signed: their positions would be given out
  /// twice.
  func requireNoLoss() throws(LedgerFault) {
    let size = try self.size
    switch try loss() {
    case nil: return
    case .some(let loss) where loss.size > size:
      throw .behindHighWater(size: size, signed: loss.size, keptAt: highWater.path)
    case .some(let loss): throw .notTheSignedLog(signed: loss.size, keptAt: highWater.path)
    }
  }

  /// The tree that was signed and is not in the log any more; nil where all of it is there.
  func loss() throws(LedgerFault) -> HighWater.Loss? {
    guard let (_, signed) = try highWater.load() else { return nil }
    return try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in
        let history = try LedgerHistory(snapshot)
        // A head of an epoch before this one: its loss was accepted.
        if signed.origin != history.current.origin, history.hasBeen(signed.origin) { return nil }
        guard signed.size <= (try snapshot.size()),
          try snapshot.root(ofSize: signed.size) == signed.root
        else { return HighWater.Loss(size: signed.size, root: signed.root) }
        return nil
      }
    }
  }

  /// Goes on without the events that were lost, in a new epoch, under a new key and origin, and says
  /// so in the log: no position that others hold is given out twice.
  ///
  /// The new key is made beside the old one, which is gone once the line that names the new one is
  /// durable.
  ///
  /// - Returns: What was recorded.
  public static func acceptLoss(
    at path: String, keys: String? = nil, boot: String? = nil
  ) async throws(LedgerFault) -> LedgerRestored {
    let ledger = try Ledger(at: path, keys: keys, boot: boot, mayLackSigned: true)
    defer { ledger.close() }
    guard let loss = try ledger.loss() else { throw .nothingLost }
    return try await ledger.begin(afterLosing: loss)
  }

  private func begin(afterLosing loss: HighWater.Loss) async throws(LedgerFault) -> LedgerRestored {
    let epoch = try history().current.epoch + 1
    let origin = "\(identity.origin)/\(epoch)"
    let key = try LogKey(folder: keysFolder).makeNext(named: origin, drawing: chance.key)
    guard let restored = LedgerRestored(loss, epoch: epoch, origin: origin, key: key.verifierKey)
    else { throw .badValue("\(origin) cannot name a log") }
    try await record(.restored(restored))
    _ = try signingKey()  // which takes over the new one
    _ = try await signHead()
    return restored
  }
}

extension LedgerHistory {
  fileprivate func hasBeen(_ origin: String) -> Bool { spans.contains { $0.origin == origin } }
}

extension LedgerRestored {
  fileprivate init?(
    _ loss: HighWater.Loss, epoch: Int, origin: String, key: NoteVerifierKey
  ) {
    guard let root = Digest(text: "sha256:\(loss.root.hex)"), let origin = Text(text: origin),
      let key = Text(text: "\(key)")
    else { return nil }
    self.init()
    (self.epoch, self.key, self.origin) = (Count(epoch), key, origin)
    (lostRoot, lostSize) = (root, Count(Int(clamping: loss.size)))
  }
}
