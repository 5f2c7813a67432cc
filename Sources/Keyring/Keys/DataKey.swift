import Crypto

/// A key under which values are sealed.
///
/// It goes by its id; its bytes stay in this room.
public struct DataKey: Sendable {
  static let size = 32

  public let id: KeyID
  let secret: SymmetricKey

  static func random() -> DataKey {
    DataKey(id: .random(), secret: SymmetricKey(size: .bits256))
  }
}
