import Foundation
import Transparency

/// The log's signing key in a file of its own, which nobody but its owner may read.
struct LogKey {
  let folder: String
  var path: String { folder + "/log.key" }

  /// Makes the key, durably, before anything is signed with it.
  func make(
    named origin: String, drawing draw: (String) throws(NoteFault) -> NoteSigningKey
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

  func load() throws(LedgerFault) -> NoteSigningKey {
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
