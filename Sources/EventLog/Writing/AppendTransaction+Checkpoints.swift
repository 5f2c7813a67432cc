import Transparency

extension AppendTransaction {
  /// Keeps a signed tree head, unless there is one for a larger tree already.
  mutating func keep(_ checkpoint: StoredCheckpoint) throws(LogFault) {
    guard checkpoint.size <= tail.edge.size else {
      throw .damaged("a checkpoint is for \(checkpoint.size) events, and there are fewer")
    }
    try put(checkpoint.note, for: Keys.bigEndian(checkpoint.size), in: tables.checkpoints)
  }
}
