import Foundation

/// Small files that only their owner may read, made so that a loss of power does not undo them.
enum Files {
  static func makeFolder(_ path: String) throws(KeyringFault) {
    guard mkdir(path, 0o700) == 0 else {
      throw errno == EEXIST ? .exists(path: path) : .lastError(path)
    }
    try sync(folder: path + "/..")
  }

  /// Writes a new file, and syncs it; its name is durable once the folder is synced.
  static func write(_ bytes: [UInt8], to path: String) throws(KeyringFault) {
    let file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
    try file.write(bytes, at: 0)
    try file.sync()
  }

  /// Nil where there is none; refuses one that others may read.
  static func mark(of path: String) throws(KeyringFault) -> FileMark? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw .lastError(path) }
      return nil
    }
    guard status.st_mode & 0o077 == 0 else { throw .exposed(path: path) }
    return FileMark(status)
  }

  /// What stands in a file that only its owner may read; `missing` where there is none.
  static func read(_ path: String) throws(KeyringFault) -> [UInt8] {
    guard try mark(of: path) != nil else { throw .missing(path: path) }
    return try OpenFile(path, O_RDONLY).read()
  }

  static func rename(_ old: String, to new: String) throws(KeyringFault) {
    guard Glibc.rename(old, new) == 0 else { throw .lastError(new) }
  }

  static func remove(_ path: String) throws(KeyringFault) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .lastError(path) }
  }

  /// Writes over what stands in the file, durably; it is there afterwards, and holds nothing.
  static func overwrite(_ path: String) throws(KeyringFault) {
    guard let size = try mark(of: path)?.size else { return }
    let file = try OpenFile(path, O_RDWR)
    try file.write([UInt8](repeating: 0, count: size), at: 0)
    try file.sync()
  }

  static func names(in folder: String) throws(KeyringFault) -> [String] {
    guard let open = opendir(folder) else {
      throw errno == ENOENT ? .missing(path: folder) : .lastError(folder)
    }
    defer { closedir(open) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(open) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw .lastError(folder) }
    return names.sorted()
  }

  /// Makes the names in a folder durable.
  static func sync(folder path: String) throws(KeyringFault) {
    try OpenFile(path, O_RDONLY | O_DIRECTORY).sync()
  }
}
