import Foundation

/// The life cycle of a deal, as `commands.json` spells it for people and other programs.
struct CommandTable {
  private struct File: Decodable {
    let commands: [Row]
  }

  private struct Row: Decodable {
    let command: String
    let from: Set<String>
    /// `Signed`, `same`, or two of these with `or` between them.
    let to: String
  }

  private let rows: [String: Row]

  init() throws {
    let file = ScenarioFile.folder.deletingLastPathComponent()
      .appending(path: "domain/commands.json")
    let rows = try JSONDecoder().decode(File.self, from: Data(contentsOf: file)).commands
    self.rows = Dictionary(uniqueKeysWithValues: rows.map { ($0.command, $0) })
  }

  func allows(_ command: String, in state: String) -> Bool {
    rows[command]?.from.contains(state) ?? false
  }

  /// Where an accepted command leads: to the second of two states where one event more tells that
  /// somebody was the last who was waited for.
  func state(after command: String, in state: String, events: Int) -> String {
    guard let to = rows[command]?.to.components(separatedBy: " or ") else { return state }
    let next = events > 1 ? to[to.count - 1] : to[0]
    return next == "same" ? state : next
  }
}
