import Foundation
import Testing

@testable import Keyring

@Suite struct `A spelling of bytes` {
  @Test(arguments: 0...70) func `in base64 is the standard one, read back`(count: Int) {
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255) }
    let text = Base64.text(of: bytes)
    #expect(text == Data(bytes).base64EncodedString())
    #expect(Base64.bytes(of: Array(text.utf8).span) == bytes)
  }

  @Test(arguments: [
    "A", "AA=", "AB==", "AAB=", "A===", "AA=A", "AA\nA", "AAA-", "====", "AA==AAAA",
  ])
  func `in base64 that is not canonical is refused`(text: String) {
    #expect(Base64.bytes(of: Array(text.utf8).span) == nil)
  }

  @Test func `of a key id is 32 small hexadecimal digits`() {
    let id = KeyID.random()
    #expect(KeyID(hex: id.hex) == id)
    #expect(KeyID(id.bytes.span.bytes, at: 0) == id)
    for text in ["", String(id.hex.dropLast()), id.hex + "0", "A" + id.hex.dropFirst()] {
      #expect(KeyID(hex: text) == nil)
    }
  }
}
