import Keyring

extension ErasureRecord {
  static func erasing(
    _ subject: String, position: UInt64 = 7, keys: [KeyID] = []
  ) -> ErasureRecord {
    ErasureRecord(
      subject: subject, mode: .erase, deal: "deal/D01", position: position,
      time: "2026-11-21T10:00:00Z", keys: keys)
  }

  static func restricting(_ subject: String, position: UInt64 = 7) -> ErasureRecord {
    ErasureRecord(
      subject: subject, mode: .restrict, deal: "deal/D01", position: position,
      time: "2026-11-21T10:00:00Z")
  }
}

extension Keyring {
  /// Erases all keys of an owner, as ordered at a position.
  func erase(_ owner: KeyOwner, position: UInt64 = 7) throws(KeyringFault) {
    try erase(.erasing("s-1", position: position), owner: owner)
  }

  func isPresent(_ id: KeyID) -> Bool {
    guard case .present = standing(of: id) else { return false }
    return true
  }

  func isErased(_ id: KeyID) -> Bool {
    guard case .erased = standing(of: id) else { return false }
    return true
  }
}
