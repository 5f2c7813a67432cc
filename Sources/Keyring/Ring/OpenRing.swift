import Foundation

/// The ring's file, and how much of it has been read.
struct OpenRing: Sendable {
  let epochKey: EpochKey
  private let file: OpenFile
  private let identity: FileMark
  /// Everything before is complete lines, and has been read.
  private(set) var length = 0
  /// Survives a loss of power.
  private(set) var syncedLength = 0
  /// After one sync that failed, the system may say that another succeeded and have lost the bytes.
  private var syncFault: KeyringFault?

  var path: String { file.path }

  init(_ path: String, _ epochKey: EpochKey, for access: Keyring.Access) throws(KeyringFault) {
    guard try Files.mark(of: path) != nil else { throw .missing(path: path) }
    file = try OpenFile(path, access == .readWrite ? O_RDWR : O_RDONLY)
    identity = try file.mark()
    self.epochKey = epochKey
  }

  /// Whether another file has taken the ring's place, or none is there.
  func isReplaced() throws(KeyringFault) -> Bool {
    guard let mark = try Files.mark(of: path) else { return true }
    return !mark.isSameFile(as: identity)
  }

  func hasGrown() throws(KeyringFault) -> Bool { try file.mark().size > length }

  /// Reads the lines that were added since; for writing, a line torn by a crash is cut off.
  mutating func readOn(
    for access: Keyring.Access, into table: inout KeyTable
  ) throws(KeyringFault) -> [KeyID] {
    guard try hasGrown() else { return [] }
    let bytes = try file.read(from: length)
    var reader = RingReader(bytes, of: path, under: epochKey)
    if length == 0 { try reader.readHeader() }
    let stale = try reader.readKeys(into: &table)
    length += reader.offset
    if access == .readWrite, reader.offset < bytes.count { try file.cut(to: length) }
    return stale
  }

  mutating func append(_ line: [UInt8]) throws(KeyringFault) {
    try file.write(line, at: length)
    length += line.count
  }

  /// Makes durable what was read or added; once it has failed, only a new ring helps.
  mutating func sync() throws(KeyringFault) {
    if let syncFault { throw syncFault }
    guard syncedLength < length else { return }
    do throws(KeyringFault) {
      try file.sync()
    } catch {
      syncFault = error
      throw error
    }
    syncedLength = length
  }
}
