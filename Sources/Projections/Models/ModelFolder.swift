import Foundation
import Glibc

/// The folder of read models: a file for each generation, and a link that names the live one.
struct ModelFolder: Sendable {
  let path: String

  /// The number of the live generation; nil where there is none.
  var current: Int? {
    guard let name = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else {
      return nil
    }
    guard let number = Self.number(of: name), access(file(number), F_OK) == 0 else { return nil }
    return number
  }

  /// Whose the folder is, where that is somebody else.
  var foreignOwner: UInt32? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid != geteuid() else { return nil }
    return status.st_uid
  }

  func file(_ generation: Int) -> String { path + "/" + Self.name(generation) }

  /// A number that no file here had: SQLite would take what is left of another's write-ahead log
  /// for the new file's own.
  var nextGeneration: Int { (generations.max() ?? 0) + 1 }

  private var link: String { path + "/current" }

  private static func name(_ generation: Int) -> String { "models-\(generation).sqlite" }

  static func number(of name: String) -> Int? {
    guard name.hasPrefix("models-"), let end = name.range(of: ".sqlite") else { return nil }
    return Int(name[..<end.lowerBound].dropFirst("models-".count))
  }

  private var generations: Set<Int> {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    let linked = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
    return Set((names + [linked ?? ""]).compactMap(Self.number))
  }
}

// MARK: Changing it

extension ModelFolder {
  func make() throws(ProjectionFault) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Self.fault(path) }
  }

  /// Makes a generation the live one: the link is renamed, the files stay where they are.
  func makeCurrent(_ generation: Int) throws(ProjectionFault) {
    try Self.sync(path)
    let draft = path + "/.current-\(generation)"
    unlink(draft)
    guard symlink(Self.name(generation), draft) == 0, rename(draft, link) == 0 else {
      throw Self.fault(link)
    }
    try Self.sync(path)
  }

  /// Removes all generations but one.
  ///
  /// Who has one of them open goes on reading it.
  func removeOthers(than generation: Int) {
    for other in generations where other != generation { remove(other) }
  }

  func remove(_ generation: Int) {
    for suffix in ["", "-wal", "-shm"] { unlink(file(generation) + suffix) }
  }

  /// Runs `body` while no other process builds a generation here.
  func locked(_ body: () throws(ProjectionFault) -> Void) throws(ProjectionFault) {
    let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.fault(path + "/lock") }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw Self.fault(path + "/lock") }
    }
    try body()
  }

  /// Makes a file durable, or the names in a folder.
  static func sync(_ path: String) throws(ProjectionFault) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.fault(path) }
  }

  private static func fault(_ path: String) -> ProjectionFault {
    .file(path: path, problem: String(cString: strerror(errno)))
  }
}
