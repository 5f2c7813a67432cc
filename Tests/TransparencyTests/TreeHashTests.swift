import Testing
import Transparency

@Suite struct `A hash` {
  static let one = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"

  @Test func `of no leaves is that of no bytes`() {
    #expect(
      TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `of the empty line is RFC 6962's`() {
    #expect(TreeHash.leaf(RawSpan()).hex == Self.one)
  }

  @Test func `comes back from hexadecimal and base64`() throws {
    let hash = try #require(TreeHash(hex: Self.one))
    #expect(hash.hex == Self.one)
    #expect(TreeHash(base64: hash.base64) == hash)
    #expect(hash.withBytes { TreeHash($0) } == hash)
  }

  @Test(arguments: [
    "", "6e", "6E" + one.dropFirst(2), one + "00", "x" + one.dropFirst(), one + " ",
  ])
  func `is not made of other hexadecimal`(text: String) {
    #expect(TreeHash(hex: text) == nil)
  }

  @Test(arguments: 0..<65)
  func `is made of 32 bytes and no other number`(count: Int) {
    let bytes = [UInt8](repeating: 7, count: count)
    #expect((TreeHash(bytes.span.bytes) != nil) == (count == 32))
  }

  @Test func `is ordered by its bytes`() {
    var random = SeededRandom("order of hashes")
    let hashes = (0..<200).map { _ in TreeHash.sha256(random.bytes(8).span.bytes) }
    #expect(hashes.sorted().map(\.hex) == hashes.map(\.hex).sorted())
    #expect(!hashes.contains { $0 < $0 })
  }
}
