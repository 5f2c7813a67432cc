import CanonicalJSON
import Testing

@Suite struct `Base64url` {
  /// RFC 4648, section 10, and RFC 7515, appendix C.
  @Test(
    arguments: [
      ([], ""), ([0x66], "Zg"), ([0x66, 0x6F], "Zm8"), ([0x66, 0x6F, 0x6F], "Zm9v"),
      ([0x66, 0x6F, 0x6F, 0x62], "Zm9vYg"), ([0x66, 0x6F, 0x6F, 0x62, 0x61], "Zm9vYmE"),
      ([0x66, 0x6F, 0x6F, 0x62, 0x61, 0x72], "Zm9vYmFy"), ([3, 236, 255, 224, 193], "A-z_4ME"),
    ] as [([UInt8], String)])
  func `is written and read as the standards have it`(bytes: [UInt8], text: String) {
    #expect(String(decoding: Base64URL.encode(bytes.span.bytes), as: UTF8.self) == text)
    #expect(decode(text) == bytes)
  }

  @Test func `has each of its 64 digits`() {
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    let bytes = decode(digits) ?? []
    #expect(bytes.count == 48)
    #expect(Base64URL.encode(bytes.span.bytes) == Array(digits.utf8))
  }

  @Test(arguments: [UInt64.random(in: 0 ... .max), 1, 2])
  func `is the same bytes after it was read`(seed: UInt64) {
    var random = Random(seed: seed)
    for count in 0..<300 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      let text = Base64URL.encode(bytes.span.bytes)
      #expect(Base64URL.decode(text.span.bytes) == bytes)
    }
  }

  @Test func `has one spelling of each value`() {
    // Of all texts of one and two groups' ends, those that can be read are written as they were.
    let digits = Array("ABgw09-_=+/ ".utf8)
    for one in digits {
      for two in digits {
        for three in digits {
          for text in [[one], [one, two], [one, two, three]] {
            guard let bytes = Base64URL.decode(text.span.bytes) else { continue }
            #expect(Base64URL.encode(bytes.span.bytes) == text)
          }
        }
      }
    }
  }

  @Test(arguments: [
    "A", "AAAAA", "Zg==", "Zg=", "Zm8=", "=", "Zh", "Z-", "Zm9", "Zm_", "AAAAZh", "Zm9v\n", " Zm9v",
    "Zm+v", "Zm/v", "Zm9vé", "Z\u{0}", "AAAAAAA@", "[AAA", "`AAA", "{AAA", ":AAA", ",AAA", "AA.A",
  ])
  func `is refused with padding, a foreign character or a stray bit`(text: String) {
    #expect(decode(text) == nil)
  }

  @Test func `is refused with any byte that is no digit, at any place`() {
    let digits = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for byte in UInt8.min ... .max {
      for place in 0..<8 {
        var text = Array("AAAAAAAA".utf8)
        text[place] = byte
        #expect((Base64URL.decode(text.span.bytes) != nil) == digits.contains(byte))
      }
    }
  }

  @Test func `is written behind what is there`() {
    let bytes: [UInt8] = [0xFF, 0xFF]
    var text = Array("~".utf8)
    Base64URL.encode(bytes.span.bytes, into: &text)
    Base64URL.encode(RawSpan(), into: &text)
    #expect(text == Array("~__8".utf8))
  }

  private func decode(_ text: String) -> [UInt8]? {
    let bytes = Array(text.utf8)
    return Base64URL.decode(bytes.span.bytes)
  }
}
