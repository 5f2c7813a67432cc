import Ledger
import Replay

extension VerifiedCopy {
  /// Says what was copied, and what its replay came to.
  func write(
    to console: Console, action: String, at path: String, after elapsed: Duration
  ) throws {
    let seconds = Int((elapsed / .milliseconds(100)).rounded(.up))
    guard !console.isJSON else { return try console.data.write(json(path, seconds).text) }
    var table = Table([.init(head: action), .init(head: path)])
    let rows: [(String, String)] = [
      ("ledger", description.ledger), ("events", "\(description.size)"),
      ("last position", "\(max(description.size, 1) - 1)"), ("root", description.root),
      ("bytes", "\(description.bytes)"), ("made", description.made),
      ("replayed", "\(certificate.verdict.words), up to level \(level)"),
      ("seconds", "\(seconds / 10).\(seconds % 10)"),
    ]
    for (name, value) in rows { table.add([.init(name), .init(value)]) }
    try console.write(table)
    try console.data.flush()
    if certificate.verdict == .cannotTell, certificate.size > 1 {
      console.talk.warn(
        "the replay cannot tell all, as where keys are missing: see what with"
          + " `dealledger verify --ledger \(path)`")
    }
  }

  /// The last level that was asked.
  private var level: Int {
    ReplayLevel.allCases.last { certificate.verdict(of: $0) != .notAsked }?.rawValue ?? 0
  }

  private func json(_ path: String, _ tenths: Int) -> JSON {
    [
      "path": .string(path), "ledger": .string(description.ledger),
      "format": .string(description.format), "size": .integer(Int(description.size)),
      "position": .integer(Int(max(description.size, 1) - 1)), "root": .string(description.root),
      "bytes": .integer(description.bytes), "sha256": .string(description.sha256),
      "made": .string(description.made), "verdict": .string(certificate.verdict.rawValue),
      "level": .integer(level), "milliseconds": .integer(tenths * 100), "keys": .boolean(false),
    ]
  }
}

extension LevelVerdict {
  fileprivate var words: String {
    switch self {
    case .holds: "holds"
    case .doesNotHold: "does not hold"
    case .cannotTell: "cannot tell"
    case .notAsked: "not asked"
    }
  }
}
