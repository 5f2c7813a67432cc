import Foundation
import Testing

/// A ledger in a folder of its own, and the program to work on it.
struct Bench {
  let folder: TemporaryFolder
  let ledger: String
  let key: String

  init(clock: String = "history") throws {
    folder = try TemporaryFolder()
    ledger = folder.url("ledger").path
    let made = try Program.run([
      "init", "--ledger", ledger, "--clock", clock, "--origin", "example.org/test",
    ])
    try #require(made.status == 0, "\(made.errors)")
    key = try #require(made.lines.first)
  }

  /// Runs a command on the ledger.
  func run(
    _ arguments: String..., input: String = "", environment: [String: String] = [:]
  ) throws -> Program.Result {
    try Program.run(
      arguments + ["--ledger", ledger], input: input, environment: environment)
  }

  /// Submits lines as one file, and answers an object for each.
  func submit(_ lines: [String]) throws -> [[String: Any]] {
    let file = try folder.write(lines.joined(separator: "\n"), as: "\(UUID()).ndjson")
    return try run("submit", file, "--json").objects
  }

  func submitScenarios() throws -> Program.Result {
    let files = Scenarios.files.map(\.path)
    return try Program.run(["submit", "--json", "--ledger", ledger] + files)
  }

  /// The lines of the log.
  var log: Data { get throws { try run("log").output } }
}

/// The deals of the project as command files.
enum Scenarios {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas/scenarios")

  static var files: [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "ndjson" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  static func lines(of name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: name + ".ndjson"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// A list of JSON objects beside the deals.
  static func objects(in name: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: folder.appending(path: name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
  }

  static func text(of json: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: json), as: UTF8.self)
  }
}
