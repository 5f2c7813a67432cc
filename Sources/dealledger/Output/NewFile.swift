import Foundation

/// A file that was not there before, which only its owner may read.
struct NewFile {
  let path: String

  /// Refuses a path at which something stands, or where nothing can be made.
  func requireRoom() throws {
    var status = stat()
    guard lstat(path, &status) != 0 else { throw taken }
    guard errno == ENOENT else { throw Failure.writing(path) }
    guard access(folder, W_OK | X_OK) == 0 else { throw Failure.writing(path) }
  }

  /// Writes the file, durably; where it cannot be written whole, none is left.
  func write(_ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? taken : Failure.writing(path) }
    defer { close(descriptor) }
    do {
      try Self.write(bytes, to: descriptor, path)
      try syncName()
    } catch {
      unlink(path)
      throw error
    }
  }

  private var folder: String {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return folder.isEmpty ? "." : folder
  }

  private var taken: Failure {
    Failure(.cannotCreate, "\(path) is there already", next: "choose a path that is free")
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw Failure.writing(path) }
      written += max(count, 0)
    }
    guard fsync(descriptor) == 0 else { throw Failure.writing(path) }
  }

  /// Makes the name of the file durable.
  func syncName() throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.writing(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Failure.writing(path) }
  }
}
