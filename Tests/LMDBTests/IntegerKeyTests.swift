import LMDB
import Testing

@Suite struct `An integer key` {
  @Test func `has its most significant byte first`() {
    let key = IntegerKey(0x0102_0304_0506_0708)
    #expect(key.bytes.withUnsafeBytes { Array($0) } == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test(arguments: [0, 1, 255, 256, .max] as [UInt64])
  func `gives its number back`(_ number: UInt64) {
    let key = IntegerKey(number)
    #expect(key.number == number)
    #expect(IntegerKey(key.bytes)?.number == number)
  }

  @Test func `has 8 bytes, no more and no fewer`() {
    for length in [0, 7, 9] {
      let bytes = [UInt8](repeating: 0, count: length)
      #expect(IntegerKey(bytes.span.bytes) == nil)
    }
  }

  @Test func `sorts as its number does`() throws {
    let folder = try TemporaryFolder()
    let environment = try folder.open()
    let table = try environment.openTables(["events"])[0]
    var transaction = try WriteTransaction(environment)
    for number in [256, 1, 65_536, 255, 0] as [UInt64] {
      let key = IntegerKey(number)
      try transaction.put(key.bytes, for: key.bytes, in: table)
    }
    var cursor = try transaction.cursor(in: table)
    var seen: [UInt64] = []
    while let entry = try cursor.next() {
      if let key = IntegerKey(entry.key) { seen.append(key.number) }
    }
    #expect(seen == [0, 1, 255, 256, 65_536])
  }
}
