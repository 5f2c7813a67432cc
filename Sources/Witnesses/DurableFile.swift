import Glibc

/// A small file that only its owner may read, made so that a loss of power does not undo it.
struct DurableFile {
  let path: String

  /// Writes a file that is not yet there; its name is durable once its folder is synced.
  func create(_ text: String) throws(WitnessFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw fault }
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { throw fault }
      rest = rest.dropFirst(max(count, 0))
    }
    guard fsync(descriptor) == 0 else { throw fault }
  }

  /// Puts another text in the place of the one that is there, whole or not at all.
  func replace(with text: String) throws(WitnessFault) {
    let draft = DurableFile(path: path + ".draft")
    unlink(draft.path)
    try draft.create(text)
    guard rename(draft.path, path) == 0 else { throw fault }
    try Self.sync(folder: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
  }

  /// The contents; nil where there is no such file.
  func read() throws(WitnessFault) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw fault }
      return nil
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 || errno == EINTR else { throw fault }
      if count == 0 { break }
      bytes += buffer.prefix(max(count, 0))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .damaged(path: path, problem: "it is not UTF-8")
    }
    return text
  }

  /// Refuses a file that others than its owner may read.
  func requirePrivate() throws(WitnessFault) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw fault }
    guard status.st_mode & 0o077 == 0 else { throw .exposedKey(path: path) }
  }

  private var fault: WitnessFault { .file(path: path, code: errno) }

  /// Makes a folder that only its owner may enter.
  static func makeFolder(_ path: String) throws(WitnessFault) {
    guard mkdir(path, 0o700) == 0 else { throw .file(path: path, code: errno) }
  }

  /// Makes the names in a folder durable.
  static func sync(folder path: String) throws(WitnessFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .file(path: path, code: errno) }
  }
}
