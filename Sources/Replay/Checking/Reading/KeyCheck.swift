import DealRecords
import EventLog
import Keyring

/// Whose keys something is sealed under: its stream's first, then those of the persons in it.
struct KeyCheck {
  private let keyring: Keyring

  init(_ vault: Vault) { keyring = vault.keyring }

  /// What is wrong with the keys of something that was written at a position; nil where nothing is.
  ///
  /// A stream's key is never destroyed, and none is used after the order to destroy it: whatever
  /// says otherwise was altered, so as to pass for erased.
  func problem(
    with keys: [KeyID], of stream: StreamName, at position: GlobalPosition
  ) -> String? {
    for (place, key) in keys.enumerated() {
      switch keyring.standing(of: key) {
      case .present(_, let owner), .restricted(_, let owner):
        let isStreams = owner == Vault.owner(of: stream)
        if place == 0, !isStreams { return "it is under another key than its stream's" }
        if place > 0, isStreams { return "a part of it is under its stream's key, and no person's" }
      case .erased where place == 0: return "its stream's key is said to be destroyed"
      case .erased(let record) where record.position < position.rawValue:
        return "it is later than the order to destroy its key, at position \(record.position)"
      case .unknown where place == 0 && keyring.existingKey(for: Vault.owner(of: stream)) != nil:
        return "it is under a key that nobody has, while its stream's is there"
      case .erased, .unknown: break  // Opening it says so.
      }
    }
    return nil
  }

  /// Whether the keys are that of a stream and, behind it, those of the persons.
  func belong(_ keys: [KeyID], to stream: StreamName, and persons: [String]) -> Bool {
    guard keys.count == persons.count + 1, owner(of: keys[0]) == Vault.owner(of: stream) else {
      return false
    }
    return Set(keys.dropFirst().map(owner)) == Set(persons.map(Vault.owner(ofPerson:)))
  }

  private func owner(of key: KeyID) -> KeyOwner? {
    switch keyring.standing(of: key) {
    case .present(_, let owner), .restricted(_, let owner): owner
    case .erased, .unknown: nil
    }
  }
}
