import Foundation

/// Keeps processes apart that use one folder of keys.
///
/// The folder itself is locked, so there is no file that a restored copy could lack. The lock ends
/// with the process that holds it.
struct FolderLock: Sendable {
  private let folder: OpenFile

  init(_ folder: KeysFolder) throws(KeyringFault) {
    self.folder = try OpenFile(folder.path, O_RDONLY | O_DIRECTORY)
  }

  /// Waits until nobody else holds it; readers hold it together.
  func hold<Result>(
    for access: Keyring.Access, _ body: () throws(KeyringFault) -> Result
  ) throws(KeyringFault) -> Result {
    let kind = access == .readWrite ? LOCK_EX : LOCK_SH
    while flock(folder.descriptor, kind) != 0 {
      guard errno == EINTR else { throw .lastError(folder.path) }
    }
    defer { _ = flock(folder.descriptor, LOCK_UN) }
    return try body()
  }
}
