import Glibc
import Transparency

/// Level 1: there are no files but those of the tree, and of smaller ones that it grew from.
///
/// Partial tiles of earlier trees stay where they are: they have to be the left parts of those that
/// were held against the entries.
struct FileCheck {
  private let folder: TileFolder
  private let layout: TileLayout

  init(_ folder: TileFolder, _ layout: TileLayout) { (self.folder, self.layout) = (folder, layout) }

  func run(_ draft: inout CertificateDraft) throws(ReplayFault) { try walk("tile", &draft) }

  private func walk(_ name: String, _ draft: inout CertificateDraft) throws(ReplayFault) {
    for entry in try list(name) {
      let name = "\(name)/\(entry.name)"
      if entry.isFolder {
        try walk(name, &draft)
      } else {
        try check(name, &draft)
      }
    }
  }

  private func check(_ name: String, _ draft: inout CertificateDraft) throws(ReplayFault) {
    guard let path = TilePath(name) else {
      return draft.add(.storage, .needlessTile, at: .strayFile(name), "no tile is called so")
    }
    guard layout.admits(path) else {
      return draft.add(
        .storage, .needlessTile, at: .served(path), "a tree of \(layout.size) has no such tile")
    }
    guard let whole = layout.path(path.content, index: path.index), whole != path else { return }
    draft.counts.rows += 1
    guard let part = try folder.read(path) else {
      return draft.add(.storage, .malformedRow, at: .served(path), "it is no file")
    }
    guard let wholeBytes = try folder.read(whole) else { return }  // Named already, as missing.
    guard part.elementsEqual(wholeBytes.prefix(part.count)),
      part.count == length(of: path, in: wholeBytes)
    else {
      return draft.add(
        .log, .tileDiffers, at: .served(path), "it is not the left part of \(whole)")
    }
  }

  /// How many bytes the left part of a tile or a bundle takes; nil where that is none.
  private func length(of path: TilePath, in whole: [UInt8]) -> Int? {
    switch path.content {
    case .hashes: return path.width * TreeHash.byteCount
    case .entries:
      guard let bundle = try? EntryBundle(decoding: whole), bundle.count >= path.width else {
        return nil
      }
      return bundle.places[path.width - 1].upperBound
    }
  }

  private func list(_ name: String) throws(ReplayFault) -> [(name: String, isFolder: Bool)] {
    let path = "\(folder.path)/\(name)"
    guard let stream = opendir(path) else { throw .file(path: path, code: errno) }
    defer { closedir(stream) }
    var entries: [(name: String, isFolder: Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      entries.append((name, isFolder("\(path)/\(name)")))
    }
    return entries.sorted { $0.name < $1.name }
  }

  private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
