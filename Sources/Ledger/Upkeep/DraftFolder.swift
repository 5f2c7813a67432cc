import Foundation
import Replay

/// A folder that is made beside its place under another name, and put there when it is whole.
///
/// Whatever breaks it off, nothing ever stands in its place but the whole of it.
public struct DraftFolder: Sendable {
  /// Where it is to stand.
  public let target: String
  /// Where it stands until then: `<target>.<8 characters>.draft`.
  public let path: String

  /// Makes the folder; refuses where the target is anything but an empty folder or nothing.
  ///
  /// The folder around it has to be there: a path below a disk that is not mounted is a mistake.
  public init(for target: String) throws(UpkeepFault) {
    self.target = URL(filePath: target).standardizedFileURL.path
    path = self.target + ".\(UUID().uuidString.prefix(8)).draft"
    try requireRoom()
    guard mkdir(path, 0o700) == 0 else { throw lastError }
  }

  /// Makes a folder for a log in the draft, where nobody finds one until it has been verified.
  func makeUnverified() throws(UpkeepFault) -> LedgerFolder {
    let log = path + "/unverified"
    try upkept { () throws(LedgerFault) in try Files.makeFolder(log) }
    return LedgerFolder(log: log)
  }

  /// Gives the log, which has been verified, its name, and puts the whole into its place, durably.
  func settle(_ log: LedgerFolder) throws(UpkeepFault) {
    do throws(LedgerFault) {
      try Files.rename(log.log, to: LedgerFolder(path).log)
    } catch {
      throw lastError
    }
    try settle()
  }

  /// Puts the whole into its place, durably, once whoever filled it has synced the files.
  public func settle() throws(UpkeepFault) {
    do throws(LedgerFault) {
      try Files.sync(folder: path)
      // The place of an empty folder may be taken, and of nothing else: the system sees to it.
      guard rename(path, target) == 0 else { throw LedgerFault.file(path: "", problem: "") }
      try Files.sync(folder: parent)
    } catch {
      throw lastError
    }
  }

  /// Takes away all that was made so far.
  public func discard() { try? FileManager.default.removeItem(atPath: path) }

  /// Drafts for the same place that something killed has left, or that are being filled now.
  public var strays: [String] {
    let name = URL(filePath: target).lastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.sorted().map { parent + "/" + $0 }.filter { stray in
      stray != path && stray.hasPrefix("\(parent)/\(name).") && stray.hasSuffix(".draft")
    }
  }

  private func requireRoom() throws(UpkeepFault) {
    var status = stat()
    guard lstat(target, &status) == 0 else {
      guard errno == ENOENT else { throw lastError }
      return
    }
    guard let found = try? FileManager.default.contentsOfDirectory(atPath: target) else {
      throw .occupied(path: target, problem: "is not a folder that can be read")
    }
    guard found.isEmpty else { throw .occupied(path: target, problem: "the folder is not empty") }
  }

  private var parent: String { URL(filePath: target).deletingLastPathComponent().path }

  private var lastError: UpkeepFault {
    let problem = String(cString: strerror(errno))
    return switch errno {
    case ENOENT, ENOTDIR: .occupied(path: parent, problem: problem)
    case EEXIST, ENOTEMPTY, EBUSY: .occupied(path: target, problem: problem)
    default: .copying(path: target, problem: problem)
    }
  }
}
