import Disclosures
import Foundation
import Testing
import Transparency

/// Files of format 1 as they were once made, which every later version has to take.
@Suite struct `A golden disclosure file` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/disclosure-1")

  let log: TestLog
  let verifier: DisclosureVerifier

  init() throws {
    log = try TestLog()
    let key = String(decoding: try Self.bytes("log.vkey"), as: UTF8.self)
    verifier = DisclosureVerifier(
      try NoteVerifierKey(parsing: key.trimmingCharacters(in: .newlines)))
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  @Test(arguments: [("all", TestLog.fields), ("one", [TestLog.contact]), ("none", [])])
  func `verifies, and is made the same today`(name: String, fields: [SealedField]) throws {
    let bytes = try Self.bytes("\(name).json")
    let file = try DisclosureFile(parsing: bytes)
    let today = try log.file(disclosing: fields)
    #expect(try verifier.verify(bytes) == verifier.verify(today))
    #expect(file.encoded == bytes)
    #expect(file.checkpoint.split(separator: "\n").first == "example.org/disclosures")
  }

  @Test func `with a forged price is refused, and the forged disclosure named`() throws {
    let bytes = try Self.bytes("forged.json")
    #expect {
      try verifier.verify(bytes)
    } throws: { error in
      guard case .foreignDisclosure(let name) = error as? DisclosureFault else { return false }
      return name.number == 1 && name.field == "price"
    }
  }
}
