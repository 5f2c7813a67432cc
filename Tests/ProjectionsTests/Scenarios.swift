import Foundation

/// The command files that the project ships.
enum Scenarios {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let folder = repository.appending(path: "Schemas/scenarios")

  static func commands(of name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: "\(name).ndjson"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// Invented things of the network that ask every command about it, and what the articles name.
  static func network(_ files: String...) throws -> [String] {
    try files.flatMap { file in
      try String(
        contentsOf: repository.appending(path: "Schemas/network/\(file).ndjson"), encoding: .utf8
      ).split(separator: "\n").map(String.init)
    }
  }

  /// All deals, their commands in turns, so that streams lie beside one another in the log.
  static func interleaved(_ names: [String] = all) throws -> [String] {
    let files = try names.map(commands)
    let longest = files.map(\.count).max() ?? 0
    return (0..<longest).flatMap { row in files.compactMap { row < $0.count ? $0[row] : nil } }
  }

  static let all = (1...23).map { "D\($0 < 10 ? "0" : "")\($0)" } + ["P01"]
}
