import Foundation
import Properties
import Testing

@Suite struct `The corpus of the fuzzer` {
  @Test(arguments: Property.all.map { $0.name })
  func `holds no bytes that a property does not hold of`(_ name: String) throws {
    let property = try #require(Property.all.first { $0.name == name })
    let folder = Self.corpus.appending(path: name)
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    #expect(!files.isEmpty)
    for file in files {
      let bytes = [UInt8](try Data(contentsOf: file))
      #expect(throws: Never.self, "\(file.path)") { try property.check(bytes) }
    }
  }

  private static let corpus = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")
}
