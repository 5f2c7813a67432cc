import DealRecords
import Deals
public import EventLog
public import Transparency

extension Ledger {
  /// Signs the head of the tree as it is committed, and keeps the note, durably.
  ///
  /// Nothing is signed but an extension of the tree that was signed last, and nothing where the keys
  /// are not in order: whoever signs for a ledger should know that it can still be read.
  ///
  /// - Parameter calls: How the named witnesses are asked, before anybody sees the note; those that
  ///   have not cosigned this head are asked again. Nil to ask nobody.
  public func createCheckpoint(
    asking calls: WitnessCalls? = nil
  ) async throws(LedgerFault) -> SignedNote {
    _ = try requireVault()
    return try await signHead(asking: calls)
  }

  /// The same for a proof of what is public, which needs no key but the log's.
  func signHead(asking calls: WitnessCalls? = nil) async throws(LedgerFault) -> SignedNote {
    let key = try signingKey()
    let head = try signableHead()
    var note: SignedNote
    if let existing = head.existing {
      note = existing
    } else {
      note = try sign(head.checkpoint, with: key)
      try highWater.keep(note, head.checkpoint)
    }
    if let calls { note = try await cosigned(note, of: head.checkpoint, asking: calls) }
    guard note != head.existing else { return note }
    try await keep(note, ofSize: head.checkpoint.size)
    return note
  }

  private func keep(_ note: SignedNote, ofSize size: UInt64) async throws(LedgerFault) {
    do throws(LogFault) {
      try await store.keep(StoredCheckpoint(size: size, note: Array(note.rendered.utf8)))
    } catch .checkpointOutOfPlace {
      // While witnesses were asked a larger tree was signed, and its note is the one to keep.
    } catch {
      throw .log(error)
    }
  }

  /// The checkpoints, the oldest first.
  public func checkpoints() throws(LedgerFault) -> [StoredCheckpoint] {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in try snapshot.checkpoints() }
    }
  }

  /// The log's public key in force, as a C2SP verifier key.
  public var verifierKey: String {
    get throws(LedgerFault) { try history().current.key }
  }

  /// The log's key, which must be the one that the ledger's own facts name last.
  func signingKey() throws(LedgerFault) -> NoteSigningKey {
    try LogKey(folder: keysFolder).load(named: verifierKey, mayMove: access == .readWrite)
  }

  private func sign(
    _ checkpoint: Checkpoint, with key: NoteSigningKey
  ) throws(LedgerFault) -> SignedNote {
    do throws(NoteFault) {
      return try key.note(checkpoint.text)
    } catch {
      throw .badValue("the checkpoint cannot be signed: \(error)")
    }
  }

  private func signableHead() throws(LedgerFault) -> SignableHead {
    do throws(LogFault) {
      let head = try store.withSnapshot { snapshot throws(LogFault) in
        try SignableHead(snapshot)
      }
      guard head.extendsLast else { throw LogFault.damaged("") }
      return head
    } catch .damaged("") {
      throw .notAnExtension(signedSize: (try? checkpoints().last?.size) ?? 0)
    } catch {
      throw .log(error)
    }
  }
}

/// The head of the tree with what stands for or against signing it.
private struct SignableHead {
  let checkpoint: Checkpoint
  /// The note for this very tree, where it was signed before.
  let existing: SignedNote?
  let extendsLast: Bool

  init(_ snapshot: borrowing Snapshot) throws(LogFault) {
    let edge = try snapshot.treeEdge()
    let history = try LedgerHistory(snapshot)
    let origin = history.span(ofTreeSize: edge.size).origin
    guard let checkpoint = try? Checkpoint(origin: origin, size: edge.size, root: edge.root) else {
      throw .damaged("the origin \(origin) cannot stand in a checkpoint")
    }
    self.checkpoint = checkpoint
    guard let last = try snapshot.newestCheckpoint() else {
      (existing, extendsLast) = (nil, true)
      return
    }
    guard let note = try? SignedNote(parsing: last.note.span.bytes),
      let signed = try? Checkpoint(parsing: note.text), signed.size <= edge.size,
      let key = try? NoteVerifierKey(parsing: history.span(ofTreeSize: signed.size).key),
      (try? key.verify(note)) != nil
    else {
      (existing, extendsLast) = (nil, false)
      return
    }
    let root = try snapshot.root(ofSize: signed.size)
    extendsLast = root == signed.root
    existing = signed.size == edge.size ? note : nil
  }
}

extension Ledger {
  /// Whether there is a key to sign with, which says nothing about whether it fits.
  public var hasLogKey: Bool { LogKey(folder: keysFolder).isThere }
}
