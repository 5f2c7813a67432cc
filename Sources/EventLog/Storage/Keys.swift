import LMDB
import Transparency

/// The keys that are more than one integer.
enum Keys {
  static func stream(_ stream: StreamName, _ revision: StreamRevision) -> [UInt8] {
    prefix(of: stream) + bigEndian(revision.rawValue)
  }

  /// What the keys of a stream's rows begin with.
  static func prefix(of stream: StreamName) -> [UInt8] { Array(stream.text.utf8) + [0] }

  /// The revision in the key of a stream's row; nil where the key is another stream's.
  static func revision(in key: RawSpan, of prefix: [UInt8]) -> StreamRevision? {
    guard key.byteCount == prefix.count + 8,
      key.withUnsafeBytes({ $0.starts(with: prefix) })
    else { return nil }
    return IntegerKey(key.extracting(last: 8)).map { StreamRevision($0.number) }
  }

  static func command(_ command: CommandID) -> [UInt8] {
    Array(command.id.utf8) + [0] + Array(command.sender.utf8)
  }

  static func tile(_ tile: TileCoordinate) -> [UInt8] { [tile.level] + bigEndian(tile.index) }

  static func document(_ digest: TreeHash, under stream: StreamName) -> [UInt8] {
    prefix(of: stream) + digest.withBytes { bytes in bytes.withUnsafeBytes { Array($0) } }
  }

  static let edge = Array("edge".utf8)
  static let format = Array("format".utf8)

  static func bigEndian(_ number: UInt64) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
