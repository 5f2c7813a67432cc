import Bundles
import Testing

@Suite struct `The lines of a bundle's file` {
  private static let text =
    "one\n\nthree three three\n4\n" + String(repeating: "5", count: 40) + "\n6\n"

  @Test(arguments: 1...90)
  func `are the same however it is cut into parts`(_ length: Int) throws {
    let file = BundleFile(Array(Self.text.utf8))
    let lines = try self.lines(of: file, length)
    #expect(lines == Self.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast())
  }

  @Test(arguments: 1...20)
  func `tell where the last has no end`(_ length: Int) throws {
    let file = BundleFile(Array("one\ntwo and more".utf8))
    #expect(try lines(of: file, length) == ["one", "two and more"])
    let open = try (0..<file.parts(of: length)).filter {
      try file.lines(ofPart: $0, length: length).endsOpen
    }
    #expect(open.count == 1)
  }

  @Test func `are read no further than a line can reach`() throws {
    let file = BundleFile(Array(repeating: UInt8(ascii: "x"), count: 3 << 20))
    let lines = try file.lines(ofPart: 0, length: 1 << 16)
    #expect(lines.endsOpen)
    #expect(lines.bytes.count <= BundleLine.longest + 1 << 18)
  }

  private func lines(of file: BundleFile, _ length: Int) throws -> [Substring] {
    try (0..<file.parts(of: length)).flatMap { part in
      let lines = try file.lines(ofPart: part, length: length)
      return lines.places.map { Substring(decoding: lines.bytes[$0], as: UTF8.self) }
    }
  }
}
