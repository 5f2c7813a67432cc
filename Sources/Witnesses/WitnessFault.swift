import Glibc

/// Why a witness cannot do its work.
public enum WitnessFault: Error, Hashable, Sendable {
  /// There is no witness in the folder.
  case noWitness(path: String)
  /// The folder holds something already.
  case occupied(path: String)
  /// Another process serves the folder: two memories would cosign two histories.
  case inUse(path: String)
  /// A file or folder could not be made, read or written, and the system's code for why.
  case file(path: String, code: Int32)
  /// A file of the witness is not what it wrote.
  case damaged(path: String, problem: String)
  /// Others than its owner may read the key.
  case exposedKey(path: String)
  /// A name that no key can bear.
  case badName(String)
  /// An origin that no checkpoint can bear.
  case badOrigin(String)
}

extension WitnessFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noWitness(let path): "there is no witness at \(path)"
    case .occupied(let path): "\(path) is there already"
    case .inUse(let path): "another process serves the witness at \(path)"
    case .file(let path, let code): "\(path): \(String(cString: strerror(code)))"
    case .damaged(let path, let problem): "\(path) is damaged: \(problem)"
    case .exposedKey(let path): "others may read the witness's key \(path)"
    case .badName(let name): "\"\(name)\" cannot name a witness: use no spaces and no +"
    case .badOrigin(let origin): "\"\(origin)\" cannot be an origin: it is not one line of text"
    }
  }
}
