import Crypto
import Foundation

/// What a backup says of itself, in the file `backup.json`.
///
/// Nobody signed it. It tells what the copy was when it was made, and so finds damage where no hash
/// of the log reaches without keys: in what is sealed.
public struct BackupDescription: Hashable, Sendable, Codable {
  static let version = 1
  static let fileName = "backup.json"

  /// The version of this file.
  let backup: Int
  /// The ledger's id.
  public let ledger: String
  /// The format of the log.
  public let format: String
  /// How many events are in it.
  public let size: UInt64
  /// The root of the tree over them, in base 64.
  public let root: String
  /// When the copy was made, by the system's clock.
  public let made: String
  /// The length of `log/data.mdb`.
  public let bytes: Int
  /// The SHA-256 of `log/data.mdb`, in hexadecimal.
  public let sha256: String

  init(
    ledger: String, format: String, size: UInt64, root: String, made: String, bytes: Int,
    sha256: String
  ) {
    backup = Self.version
    (self.ledger, self.format, self.size, self.root) = (ledger, format, size, root)
    (self.made, self.bytes, self.sha256) = (made, bytes, sha256)
  }

  /// Reads the description in a backup's folder.
  init(in folder: String) throws(UpkeepFault) {
    let path = folder + "/" + Self.fileName
    guard access(path, F_OK) == 0 else { throw .noBackup(path: folder) }
    let bytes: [UInt8]
    do throws(LedgerFault) {
      bytes = try Files.read(path)
    } catch {
      throw .ledger(error)
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw .badDescription(path: path, problem: "it is damaged, or no JSON of this kind")
    }
    guard backup == Self.version else {
      throw .badDescription(
        path: path, problem: "its version is \(backup), and this program knows \(Self.version)")
    }
  }

  /// Writes the description, durably; its name is durable once the folder is synced.
  func write(in folder: String) throws(UpkeepFault) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(self) else {
      throw .copying(path: folder, problem: "its description cannot be written")
    }
    do throws(LedgerFault) {
      try Files.write(Array(bytes) + [UInt8(ascii: "\n")], to: folder + "/" + Self.fileName)
    } catch {
      throw .ledger(error)
    }
  }
}
