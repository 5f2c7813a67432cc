import Testing

@testable import Ledger

@Suite struct `The room of a log` {
  private static let map = 1000 << 20

  @Test(arguments: [
    (0, Finding.Status.ok), (799, .ok), (800, .warning), (949, .warning), (950, .fault),
    (1000, .fault),
  ])
  func `is short from 80 percent of the map on, and almost none from 95`(
    used: Int, status: Finding.Status
  ) {
    let room = Room(used: used << 20, capacity: Self.map, diskFree: .max)
    #expect(room.map.status == status)
    #expect((room.map.advice == nil) == (status == .ok))
    #expect(room.shortages.map(\.code) == (status == .ok ? [] : [.map]))
  }

  // The log's size and what is free, in MiB.
  @Test(arguments: [
    (100, 1024, Finding.Status.ok), (100, 1023, .warning), (100, 64, .warning), (100, 63, .fault),
    (10_240, 1024, .ok), (10_240, 1023, .warning), (102_400, 10_240, .ok),
    (102_400, 10_239, .warning), (102_400, 64, .warning), (102_400, 63, .fault),
  ])
  func `is short where a disk has less than 1 GiB, or a tenth of the log`(
    used: Int, free: Int, status: Finding.Status
  ) {
    let room = Room(used: used << 20, capacity: 1 << 40, diskFree: free << 20)
    #expect(room.disk.status == status)
    #expect(room.shortages.map(\.code) == (status == .ok ? [] : [.disk]))
  }

  @Test func `says so where the disk does not tell`() {
    let room = Room(used: 0, capacity: 1 << 40, diskFree: nil)
    #expect(room.disk.status == .ok)
    #expect(room.disk.message.contains("does not say"))
  }

  @Test func `is measured on the log's own disk`() throws {
    let temporary = try TemporaryLedger()
    let room = try temporary.ledger.room()
    #expect(room.capacity == 256 << 30)
    #expect(room.used > 0 && room.used < 1 << 20)
    #expect(try #require(room.diskFree) > 0)
  }

  @Test(arguments: [
    (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
    (1_048_575, "1023.9 KiB"), (1 << 20, "1.0 MiB"), (256 << 30, "256.0 GiB"), (Int.max, "8.0 EiB"),
  ])
  func `is told in units that a person can compare`(bytes: Int, text: String) {
    #expect(bytes.inBytes == text)
  }
}
