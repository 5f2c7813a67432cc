import DealRecords
import Deals
import Foundation
import Testing

@Suite struct `A line that is no command` {
  private struct Invalid: Decodable {
    let id: String
    let why: String
    let line: String
  }

  /// What is JSON of the right form and means nothing that a ledger may take: the domain refuses it.
  private static let leftToTheDomain = ["I048", "I049", "I057", "I069", "I070", "I071", "I072"]

  @Test func `is invalid, and the place of what is wrong is named`() throws {
    let file = Repository.root.appending(path: "Schemas/scenarios/invalid-commands.json")
    let lines = try JSONDecoder().decode([Invalid].self, from: Data(contentsOf: file))
    #expect(lines.count == 157)
    for item in lines {
      do throws(RequestFault) {
        _ = try CommandRequest(Array(item.line.utf8))
        Issue.record("\(item.id) is taken: \(item.why)")
      } catch {
        print(item.id, item.why, "|", error.pointer, "|", error)
      }
    }
  }
}
