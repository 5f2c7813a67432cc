import Glibc
import Transparency

/// A log as somebody serves it in files (C2SP tlog-tiles).
public struct TileFolder: Hashable, Sendable {
  public let path: String

  /// Finds the files of a log that somebody points to; nil where there is no checkpoint or no tile.
  public static func find(at path: String) -> TileFolder? {
    let folder = TileFolder(path: path)
    let isThere = access(folder.checkpoint, F_OK) == 0 && access(path + "/tile", F_OK) == 0
    return isThere ? folder : nil
  }

  var checkpoint: String { path + "/checkpoint" }

  /// What a file holds.
  ///
  /// Nil where there is none, or none that can be taken for a file: a link, a folder, or more bytes
  /// than any tile has.
  func read(_ file: TilePath) throws(ReplayFault) -> [UInt8]? {
    try read("\(path)/\(file)", atMost: Self.longest(file.content))
  }

  func readCheckpoint() throws(ReplayFault) -> [UInt8]? {
    try read(checkpoint, atMost: Self.longestNote)
  }

  private static let longestNote = 1 << 20

  private static func longest(_ content: TilePath.Content) -> Int {
    switch content {
    case .hashes: HashTile.fullWidth * TreeHash.byteCount
    case .entries: HashTile.fullWidth * (2 + EntryBundle.longestEntry)
    }
  }

  private func read(_ path: String, atMost longest: Int) throws(ReplayFault) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      guard [ENOENT, ENOTDIR, ELOOP].contains(errno) else { throw .file(path: path, code: errno) }
      return nil
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .file(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    // One byte more shows that a file is too long.
    var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), longest + 1))
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      guard count >= 0 || errno == EINTR else { throw .file(path: path, code: errno) }
      if count == 0 { break }
      done += max(count, 0)
    }
    return Array(bytes[..<done])
  }
}
