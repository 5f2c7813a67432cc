public import Transparency

/// A log whose checkpoints the witness cosigns, and a key that signs them.
///
/// While a log changes its key there are two of them with one origin.
public struct TrustedLog: Hashable, Sendable {
  /// The first line of its checkpoints.
  public let origin: String
  public let key: NoteVerifierKey

  /// A log with an origin that is one line of text; by default that is the name of its key.
  public init(_ key: NoteVerifierKey, origin: String? = nil) throws(WitnessFault) {
    let origin = origin ?? key.name
    guard !origin.isEmpty, origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
      throw .badOrigin(origin)
    }
    (self.origin, self.key) = (origin, key)
  }
}

extension TrustedLog {
  /// As the list of logs has it: the key, a space, the origin, which may hold spaces itself.
  var line: String { "\(key) \(origin)" }

  init?(line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard fields.count == 2, let key = try? NoteVerifierKey(parsing: String(fields[0])) else {
      return nil
    }
    try? self.init(key, origin: String(fields[1]))
  }
}
