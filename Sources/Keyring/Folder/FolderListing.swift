/// Which epochs the files in a folder belong to.
///
/// The highest epoch of which the key or the ring bears its final name is the current one: a change
/// of epoch gives these names only when both files are whole, and takes nothing old away before.
struct FolderListing {
  private let folder: KeysFolder
  private var epochKeys: Set<Int> = []
  private var rings: Set<Int> = []
  private var keyDrafts: Set<Int> = []
  private var ringDrafts: Set<Int> = []

  init(_ folder: KeysFolder) throws(KeyringFault) {
    self.folder = folder
    for name in try Files.names(in: folder.path) {
      if let epoch = Self.number(in: name, "epoch-", ".key") { epochKeys.insert(epoch) }
      if let epoch = Self.number(in: name, "ring-", ".keys") { rings.insert(epoch) }
      if let epoch = Self.number(in: name, "epoch-", ".key.draft") { keyDrafts.insert(epoch) }
      if let epoch = Self.number(in: name, "ring-", ".keys.draft") { ringDrafts.insert(epoch) }
    }
  }

  /// Nil where no file bears a final name.
  var newest: Int? { epochKeys.union(rings).max() }

  /// The current epoch's two files, one of which may still bear its draft's name.
  func current() throws(KeyringFault) -> (epoch: Int, key: String, ring: String) {
    guard let epoch = newest else { throw .missing(path: folder.path + "/ring-*.keys") }
    let key = folder.epochKey(epoch)
    let ring = folder.ring(epoch)
    switch (epochKeys.contains(epoch), rings.contains(epoch)) {
    case (true, true): return (epoch, key, ring)
    case (true, false) where ringDrafts.contains(epoch):
      return (epoch, key, KeysFolder.draft(of: ring))
    case (false, true) where keyDrafts.contains(epoch):
      return (epoch, KeysFolder.draft(of: key), ring)
    case (true, _): throw .missing(path: ring)
    case (false, _): throw .missing(path: key)
    }
  }

  /// Epoch keys that were replaced, or never came into use.
  var staleKeys: [String] {
    epochKeys.filter { $0 != newest }.sorted().map(folder.epochKey)
      + keyDrafts.sorted().map { KeysFolder.draft(of: folder.epochKey($0)) }
  }

  var staleRings: [String] {
    rings.filter { $0 != newest }.sorted().map(folder.ring)
      + ringDrafts.sorted().map { KeysFolder.draft(of: folder.ring($0)) }
  }

  private static func number(in name: String, _ prefix: String, _ suffix: String) -> Int? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
    guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
    return number
  }
}
