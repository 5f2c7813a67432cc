import Deals
import Foundation
import Testing

/// The seven given deals, and the commands that must be refused.
enum Scenarios {
  static let given = ["D01", "D02", "D03", "D05", "D08", "D10", "D11"]

  private static func file(_ name: String) throws -> String {
    let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = name == "commands.json" ? "Schemas/domain" : "Schemas/scenarios"
    return try String(contentsOf: project.appending(path: "\(folder)/\(name)"), encoding: .utf8)
  }

  static func tree(_ name: String) throws -> JSON { try JSON(try file(name)) }

  static func requests(_ deal: String) throws -> [DealRequest] {
    try file("\(deal).ndjson").split(separator: "\n").map { try DealRequest(JSON(String($0))) }
  }

  /// The deal after its first commands; after all where no number is given.
  static func story(_ deal: String, after commands: Int? = nil) throws -> Story {
    var story = try Story()
    for request in try requests(deal).prefix(commands ?? .max) { try story.happen(request) }
    return story
  }
}
