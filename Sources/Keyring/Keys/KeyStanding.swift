/// What has become of a key.
public enum KeyStanding: Sendable {
  case present(DataKey, KeyOwner)
  /// The key is kept, and what it seals is shown to nobody.
  case restricted(DataKey, KeyOwner)
  case erased(ErasureRecord)
  /// No file tells of it.
  case unknown
}
