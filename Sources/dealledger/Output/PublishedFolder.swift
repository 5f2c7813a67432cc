import Foundation

/// A folder that others read while it is written: each file is there whole or not at all.
///
/// Everybody may read what is written.
final class PublishedFolder {
  let path: String
  private let descriptor: Int32
  /// Those that are there for certain, below the folder.
  private var folders: Set<String> = [""]
  /// Those in which names have changed since `settle`.
  private var changed: Set<String> = []

  /// Opens the folder, or makes it, and keeps others from writing to it meanwhile.
  init(_ path: String) throws {
    self.path = path
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Failure.writing(path) }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.writing(path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Failure(
        .tryAgain, "another export writes to \(path)", next: "wait until it has ended")
    }
  }

  deinit { close(descriptor) }

  /// A file's bytes; nil where there is none.
  static func read(_ name: String, in path: String) throws -> [UInt8]? {
    let file = path + "/" + name
    guard access(file, F_OK) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR else { throw Failure.reading(file) }
      return nil
    }
    return try readFile(file)
  }

  /// Writes a file under another name, makes it durable, and gives it its own.
  func write(_ bytes: [UInt8], to name: String) throws {
    let parent = (name as NSString).deletingLastPathComponent
    try make(parent)
    try write(bytes, draft)
    guard rename(draft, path + "/" + name) == 0 else { throw Failure.writing(path + "/" + name) }
    changed.insert(parent)
  }

  /// Makes the names of all files durable.
  func settle() throws {
    for folder in changed {
      let folder = path + "/" + folder
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { throw Failure.writing(folder) }
      defer { close(descriptor) }
      guard fsync(descriptor) == 0 else { throw Failure.writing(folder) }
    }
    changed = []
  }

  /// Always the same, so that the next export writes over what a crash left.
  private var draft: String { path + "/.draft" }

  private func make(_ folder: String) throws {
    guard !folders.contains(folder) else { return }
    let parent = (folder as NSString).deletingLastPathComponent
    try make(parent)
    let made = path + "/" + folder
    guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw Failure.writing(made) }
    folders.insert(folder)
    changed.insert(parent)
  }

  private func write(_ bytes: [UInt8], _ draft: String) throws {
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.writing(draft) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw Failure.writing(draft) }
      written += max(count, 0)
    }
    guard fsync(descriptor) == 0 else { throw Failure.writing(draft) }
  }
}
