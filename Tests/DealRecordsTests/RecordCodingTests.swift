import CanonicalJSON
import DealRecords
import Deals
import Testing

@Suite struct `A record` {
  @Test func `is written as the bytes that it was read from`() throws {
    let record = try decode(Sample.self, from: Array(Sample.event.utf8), as: .event)
    #expect(String(decoding: encode(record, as: .event), as: UTF8.self) == Sample.event)
  }
}
