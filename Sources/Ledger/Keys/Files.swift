import Foundation

/// Small files and folders, made so that a loss of power does not undo them.
enum Files {
  /// Makes a folder that only its owner may enter.
  static func makeFolder(_ path: String) throws(LedgerFault) {
    guard mkdir(path, 0o700) == 0 else { throw fault(path) }
  }

  /// Writes a new file that only its owner may read.
  static func write(_ bytes: [UInt8], to path: String) throws(LedgerFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw fault(path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw fault(path) }
  }

  /// Writes a small file that only its owner may read, in one piece, over what it held.
  static func overwrite(_ path: String, with bytes: [UInt8]) throws(LedgerFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw fault(path) }
  }

  /// Puts a file in the place of another, whole or not at all.
  static func replace(_ path: String, with bytes: [UInt8]) throws(LedgerFault) {
    let draft = path + ".draft"
    unlink(draft)
    try write(bytes, to: draft)
    try rename(draft, to: path)
  }

  static func read(_ path: String) throws(LedgerFault) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .file(path: path, problem: error.localizedDescription)
    }
  }

  static func permissions(of path: String) throws(LedgerFault) -> mode_t {
    var status = stat()
    guard stat(path, &status) == 0 else { throw fault(path) }
    return status.st_mode
  }

  /// Refuses what belongs to somebody else, who could not read what is written beside it.
  static func requireOwn(_ path: String) throws(LedgerFault) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid != geteuid() else { return }
    throw .foreignOwner(path: path, owner: status.st_uid)
  }

  static func rename(_ old: String, to new: String) throws(LedgerFault) {
    guard Glibc.rename(old, new) == 0 else { throw fault(new) }
  }

  /// Does something while nobody else has the folder who asks for it in this way, in whatever process.
  static func locking<Result>(
    folder path: String, _ body: () throws(LedgerFault) -> Result
  ) throws(LedgerFault) -> Result {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw fault(path) }
    }
    return try body()
  }

  /// Makes the names in a folder durable.
  static func sync(folder path: String) throws(LedgerFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw fault(path) }
  }

  private static func fault(_ path: String) -> LedgerFault {
    .file(path: path, problem: String(cString: strerror(errno)))
  }
}
