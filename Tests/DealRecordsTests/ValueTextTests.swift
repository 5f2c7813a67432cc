import DealRecords
import Deals
import Testing

@Suite struct `The text of a value` {
  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `is the digest that it was read from`(_ seed: UInt64) throws {
    var random = Random(seed: seed)
    for _ in 0..<1_000 {
      let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      let digest = try #require(Digest(bytes: bytes))
      #expect(Digest(text: digest.text) == digest, "seed \(seed)")
      #expect(digest.bytes == bytes, "seed \(seed)")
      #expect(digest.text == "sha256:" + digest.hex, "seed \(seed)")
    }
  }

  @Test func `is no digest with any other byte in it`() {
    for index in 0..<71 {
      for byte in UInt8(0)..<0x80 {
        var text = Array(Sample.digest.utf8)
        text[index] = byte
        let isHex = Array("0123456789abcdef".utf8).contains(byte)
        let isRight = index < 7 ? byte == Array(Sample.digest.utf8)[index] : isHex
        let digest = Digest(text: String(decoding: text, as: UTF8.self))
        #expect((digest != nil) == isRight, "byte \(byte) at \(index)")
        #expect(digest.map { Array($0.text.utf8) == text } ?? true)
      }
    }
    #expect(Digest(text: Sample.digest + "0") == nil)
    #expect(Digest(text: String(Sample.digest.dropLast(2)) + "é") == nil)
  }

  @Test(arguments: [
    "0", "-1", "0.0", "1250000.50", "-0.000000001", "123456789012345678901234567",
    "-999999999999999999999999999.999999999",
  ])
  func `is the decimal that it was read from`(_ text: String) {
    #expect(Decimal(text: text)?.text == text)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "5.", "00", "01.5", "-0", "-0.00", "+1", "1e3", "1.2.3", "--1", "1,5", " 1",
    "1234567890123456789012345678", "0.1234567890", "٣", String(repeating: "9", count: 4_000),
  ])
  func `is no decimal that canonical form would write otherwise`(_ text: String) {
    #expect(Decimal(text: text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (1_790_000_000_123_456, "2026-09-21T14:13:20.123456Z"),
    ] as [(Int64, String)])
  func `has six digits for an instant's fraction`(_ microseconds: Int64, _ text: String) {
    #expect(Instant(microseconds: microseconds).text == text)
  }

  @Test func `is the day that it was read from`() {
    for number in stride(from: -719_528, through: 2_932_896, by: 97) {
      let day = Day(number: number)
      #expect(Day(text: day.text) == day)
    }
  }

  @Test(arguments: [
    ("en", true), ("zh-Hans", true), ("th-TH-u-1", true), ("e", false), ("", false), ("-en", false),
    ("en-", false), ("en--x", false), ("e1", false), ("abcdefghi", false), ("en-abcdefghi", false),
    ("en_US", false), ("ไทย", false),
  ])
  func `is a language tag by BCP 47`(_ tag: String, _ isTag: Bool) {
    let json = Sample.event.replacing(#""th":"#, with: "\"\(tag)\":")
      .replacing(#""en":"Coating","#, with: "").replacing(#","zh-Hans":"钙钛矿涂层""#, with: "")
    #expect(((try? decode(Sample.self, from: Array(json.utf8), as: .disclosed)) != nil) == isTag)
  }
}
