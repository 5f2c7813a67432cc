import DealRecords
import Deals
public import EventLog
public import Transparency

extension Ledger {
  /// Signs the head of the tree as it is committed, and keeps the note, durably.
  ///
  /// Nothing is signed but an extension of the tree that was signed last, and nothing where the keys
  /// are not in order: whoever signs for a ledger should know that it can still be read.
  public func createCheckpoint() async throws(LedgerFault) -> SignedNote {
    _ = try requireVault()
    return try await signHead()
  }

  /// The same for a proof of what is public, which needs no key but the log's.
  func signHead() async throws(LedgerFault) -> SignedNote {
    let key = try signingKey()
    let head = try signableHead()
    if let note = head.existing { return note }
    let note = try sign(head.checkpoint, with: key)
    do throws(LogFault) {
      try await store.keep(
        StoredCheckpoint(size: head.checkpoint.size, note: Array(note.rendered.utf8)))
    } catch {
      throw .log(error)
    }
    return note
  }

  /// The checkpoints, the oldest first.
  public func checkpoints() throws(LedgerFault) -> [StoredCheckpoint] {
    try logged { () throws(LogFault) in
      try store.withSnapshot { snapshot throws(LogFault) in try snapshot.checkpoints() }
    }
  }

  /// The log's public key as a C2SP verifier key.
  public var verifierKey: String { identity.key.text }

  /// The log's key, which must be the one that line 0 names.
  func signingKey() throws(LedgerFault) -> NoteSigningKey {
    let file = LogKey(folder: keysFolder)
    let key = try file.load()
    guard "\(key.verifierKey)" == verifierKey else {
      throw .wrongKey(path: file.path, problem: "line 0 names \(verifierKey)")
    }
    return key
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
    let origin = identity.origin.text
    guard let key = try? NoteVerifierKey(parsing: verifierKey) else {
      throw .log(.damaged("line 0 names no key: \(verifierKey)"))
    }
    do throws(LogFault) {
      let head = try store.withSnapshot { snapshot throws(LogFault) in
        try SignableHead(snapshot, origin: origin, key)
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

  init(
    _ snapshot: borrowing Snapshot, origin: String, _ key: NoteVerifierKey
  ) throws(LogFault) {
    let edge = try snapshot.treeEdge()
    guard let checkpoint = try? Checkpoint(origin: origin, size: edge.size, root: edge.root) else {
      throw .damaged("the origin \(origin) cannot stand in a checkpoint")
    }
    self.checkpoint = checkpoint
    guard let last = try snapshot.checkpoints().last else {
      (existing, extendsLast) = (nil, true)
      return
    }
    guard let note = try? SignedNote(parsing: last.note.span.bytes),
      (try? key.verify(note)) != nil,
      let signed = try? Checkpoint(parsing: note.text), signed.size <= edge.size
    else {
      (existing, extendsLast) = (nil, false)
      return
    }
    let root = try snapshot.root(ofSize: signed.size)
    extendsLast = root == signed.root
    existing = signed.size == edge.size ? note : nil
  }
}
