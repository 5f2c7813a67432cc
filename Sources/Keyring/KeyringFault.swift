/// Why the keyring could not do what it was asked.
public enum KeyringFault: Error, Hashable, Sendable {
  /// A file without which no key can be read is not there. Put it back from the key backup.
  case missing(path: String)
  /// Others than its owner may read it. Change the keys if they may have been read.
  case exposed(path: String)
  /// The file's content is not what was written. Take the key backup.
  case damaged(path: String, problem: String)
  /// The keys belong to another ledger.
  case wrongLedger(path: String, found: String)
  /// The ledger's id cannot stand in a line.
  case badLedger(String)
  /// Something stands where something new was to be made.
  case exists(path: String)
  /// A file or folder could not be made, read or written.
  case file(path: String, problem: String)
  /// Keys were destroyed while the caller held them. Take keys anew, and seal anew.
  case superseded
  /// The ring was opened for reading only.
  case readOnly
  /// The value cannot be sealed in this way.
  case unsealable(problem: String)
}

extension KeyringFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .missing(let path):
      "the key file \(path) is missing: everything public and all proofs still work; to read sealed values, put the file back from the key backup"
    case .exposed(let path):
      "others than its owner may read \(path): set its mode to 0600 (a folder's to 0700), and rotate the keys if somebody may have read it"
    case .damaged(let path, let problem):
      "\(path) is damaged: \(problem); everything public and all proofs still work; take the key backup"
    case .wrongLedger(let path, let found):
      "\(path) belongs to the ledger \(found), not to this one: name the right folder of keys"
    case .badLedger(let ledger):
      "\"\(ledger)\" cannot be a ledger's id: it is empty, or holds control characters"
    case .exists(let path): "\(path) stands there already: nothing was written; name another folder"
    case .file(let path, let problem): "\(path): \(problem)"
    case .superseded:
      "keys were erased while values were being sealed under them: nothing was kept; try again"
    case .readOnly: "the keys were opened for reading only: open them for writing to change them"
    case .unsealable(let problem): "the value cannot be sealed: \(problem)"
    }
  }
}
