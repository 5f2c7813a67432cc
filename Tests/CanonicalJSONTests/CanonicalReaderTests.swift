import CanonicalJSON
import Testing

@Suite struct `A canonical reader` {
  @Test func `reads an integer`() throws {
    let bytes = Array("12".utf8)
    var reader = CanonicalReader(bytes.span.bytes)
    #expect(try reader.integer() == 12)
  }
}
