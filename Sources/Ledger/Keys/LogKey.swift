import Foundation
import Transparency

/// The log's signing key in a file of its own, which nobody but its owner may read.
struct LogKey {
  /// The key that is to take the place of the one in use.
  static let nextName = "log.key.next"

  let folder: String
  var path: String { folder + "/log.key" }
  var isThere: Bool { FileManager.default.fileExists(atPath: path) }
  private var nextPath: String { folder + "/" + Self.nextName }

  /// Makes the key, durably, before anything is signed with it.
  func make(
    named origin: String, drawing draw: (String) throws(NoteFault) -> NoteSigningKey
  ) throws(LedgerFault) -> NoteSigningKey {
    try make(at: path, named: origin, drawing: draw)
  }

  /// Makes the key that is to follow, durably, before a line names it.
  ///
  /// One that was left there was named by no line, or it would have been taken over.
  func makeNext(
    named origin: String, drawing draw: (String) throws(NoteFault) -> NoteSigningKey
  ) throws(LedgerFault) -> NoteSigningKey {
    unlink(nextPath)
    return try make(at: nextPath, named: origin, drawing: draw)
  }

  /// The key in use.
  func load() throws(LedgerFault) -> NoteSigningKey { try load(path) }

  /// The key that a line names.
  ///
  /// The one that follows takes its place first, if that is what the line names: a change was broken
  /// off between the two.
  ///
  /// - Parameter mayMove: Whether files may be changed.
  func load(named vkey: String, mayMove: Bool) throws(LedgerFault) -> NoteSigningKey {
    // Mostly there is none, and reading what is not there takes long.
    guard access(nextPath, F_OK) == 0, let next = try? load(nextPath),
      "\(next.verifierKey)" == vkey
    else {
      let key = try load()
      guard "\(key.verifierKey)" == vkey else {
        throw .wrongKey(path: path, problem: "the ledger names \(vkey)")
      }
      return key
    }
    if mayMove { try takeOverNext() }
    return next
  }

  /// Puts the key that follows into the place of the one in use, which is gone then.
  func takeOverNext() throws(LedgerFault) {
    try Files.rename(nextPath, to: path)
    try Files.sync(folder: folder)
  }

  private func make(
    at path: String, named origin: String,
    drawing draw: (String) throws(NoteFault) -> NoteSigningKey
  ) throws(LedgerFault) -> NoteSigningKey {
    let key: NoteSigningKey
    do throws(NoteFault) {
      key = try draw(origin)
    } catch {
      throw .badValue("\"\(origin)\" cannot name a log: use no spaces and no +")
    }
    try Files.write(Array((key.secretText + "\n").utf8), to: path)
    try Files.sync(folder: folder)
    return key
  }

  private func load(_ path: String) throws(LedgerFault) -> NoteSigningKey {
    let bytes: [UInt8]
    do throws(LedgerFault) {
      bytes = try Files.read(path)
    } catch {
      guard FileManager.default.fileExists(atPath: path) else { throw .noKey(path: path) }
      throw error
    }
    guard try Files.permissions(of: path) & 0o077 == 0 else { throw .exposedKey(path: path) }
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    do throws(NoteFault) {
      return try NoteSigningKey(parsing: text)
    } catch {
      throw .wrongKey(path: path, problem: "\(error)")
    }
  }
}
