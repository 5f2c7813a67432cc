import Foundation

/// A deal as a file of commands, with what it should come to.
struct ScenarioFile: Sendable {
  let name: String
  let lines: [String]
  /// The state that `about.json` expects; nil for a file that is about no deal.
  let finalState: String?

  private struct About: Decodable {
    struct Expectation: Decodable { let finalState: String }
    let expect: Expectation
  }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Schemas/scenarios")

  static func all() throws -> [ScenarioFile] { try all(in: folder) }

  /// What is recorded of the network, and said of it.
  static func network() throws -> [ScenarioFile] {
    try all(in: folder.deletingLastPathComponent().appending(path: "network"))
  }

  private static func all(in folder: URL) throws -> [ScenarioFile] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "ndjson" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map(ScenarioFile.init)
  }

  init(_ file: URL) throws {
    name = file.deletingPathExtension().lastPathComponent
    lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    let about = file.deletingPathExtension().appendingPathExtension("about.json")
    finalState = (try? Data(contentsOf: about)).flatMap {
      try? JSONDecoder().decode(About.self, from: $0).expect.finalState
    }
  }

  /// The commands of several files in the order of their `at`; equal ones keep their order.
  static func merged(_ files: [ScenarioFile]) throws -> [String] {
    let dated = try files.flatMap(\.lines).map { line in (try at(line), line) }
    return dated.enumerated().sorted { one, other in
      (one.element.0, one.offset) < (other.element.0, other.offset)
    }.map(\.element.1)
  }

  private static func at(_ line: String) throws -> Date {
    struct Dated: Decodable { let at: Date }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(Dated.self, from: Data(line.utf8)).at
  }
}
