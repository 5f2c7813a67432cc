import DealRecords
import Foundation
import Testing

/// `Tools/schemas` writes the files anew: it runs this with `UPDATE_SCHEMAS=1`.
@Suite struct `The schema files` {
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_SCHEMAS"] == "1"

  @Test func `are what the declarations of the events say`() throws {
    #expect(SchemaDocument.events.count == 81 + 6)
    try expect(SchemaDocument.events, in: "events")
  }

  @Test func `are what the declarations of the commands say`() throws {
    #expect(SchemaDocument.commands.count == 69)
    try expect(SchemaDocument.commands, in: "commands")
  }

  private func expect(_ documents: [SchemaDocument], in folder: String) throws {
    let folder = Repository.root.appending(path: "Schemas/\(folder)")
    if Self.isUpdating { try write(documents, to: folder) }
    let names = documents.map { "\($0.name).json" }
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(found.sorted() == names.sorted(), "run Tools/schemas")
    for document in documents {
      let file = folder.appending(path: "\(document.name).json")
      let text = try? String(contentsOf: file, encoding: .utf8)
      #expect(
        text == document.text, "\(document.name): run Tools/schemas, and read what it changed")
    }
  }

  private func write(_ documents: [SchemaDocument], to folder: URL) throws {
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for document in documents {
      let file = folder.appending(path: "\(document.name).json")
      try Data(document.text.utf8).write(to: file)
    }
  }
}

enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
