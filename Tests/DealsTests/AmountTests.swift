import Deals
import Testing

@Suite struct `An amount` {
  @Test(arguments: UInt64(1)...4)
  func `is added and compared as whole numbers are`(_ seed: UInt64) throws {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let (one, other) = (Self.random(&generator), Self.random(&generator))
      let left = try #require(Decimal(coefficient: one.number, scale: one.scale))
      let right = try #require(Decimal(coefficient: other.number, scale: other.scale))
      // Both at nine digits after the point.
      let (whole, part) = (Self.nines(one), Self.nines(other))
      #expect((left == right) == (whole == part))
      #expect((left < right) == (whole < part))
      let added = left + right
      let sum = try #require(added)
      #expect(Self.nines((sum.coefficient, sum.scale)) == whole + part)
      #expect(Decimal(text: left.text)?.text == left.text)
      #expect(Decimal(text: left.text) == left)
    }
  }

  private static func random(
    _ generator: inout SeededGenerator
  ) -> (number: Int128, scale: Int) {
    let scale = Int.random(in: 0...9, using: &generator)
    let digits = Int.random(in: 1...(26 + scale), using: &generator)
    var number = Int128(Int64.random(in: -9...9, using: &generator))
    for _ in 1..<digits {
      let digit = Int128(Int64.random(in: 0...9, using: &generator))
      number = number * 10 + (number < 0 ? -digit : digit)
    }
    return (number, scale)
  }

  private static func nines(_ decimal: (number: Int128, scale: Int)) -> Int128 {
    (decimal.scale..<9).reduce(decimal.number) { number, _ in number * 10 }
  }

  @Test(arguments: [
    "0", "-1", "0.5", "1250000.50", "-0.000000001", "999999999999999999999999999.999999999",
  ])
  func `is written as it was given`(_ text: String) {
    #expect(Decimal(text: text)?.text == text)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "00", "01", "1e3", "+1", "-0", "-0.00", " 1", "1,5", "1.2.3",
    "0.0000000001", "1000000000000000000000000000", "١",
  ])
  func `is no number`(_ text: String) { #expect(Decimal(text: text) == nil) }

  @Test func `equals itself with more zeros`() throws {
    let (short, long) = (try #require(Decimal(text: "1.5")), try #require(Decimal(text: "1.500")))
    #expect(short == long)
    #expect(short.hashValue == long.hashValue)
    #expect(short.text != long.text)
  }

  @Test func `has no sum with too many digits`() throws {
    let most = try #require(Decimal(text: String(repeating: "9", count: 27)))
    #expect(most + most == nil)
  }

  @Test func `is added in one currency only`() throws {
    let (baht, yuan) = (try #require(Currency(text: "THB")), try #require(Currency(text: "CNY")))
    let two = try #require(Decimal(text: "2"))
    #expect(Money(two, baht) + Money(two, yuan) == nil)
    #expect((Money(two, baht) + Money(two, baht))?.description == "4 THB")
  }
}

@Suite struct `A coded value` {
  @Test(arguments: ["a", "D01", "a.b_c-d", String(repeating: "x", count: 64)])
  func `is an id`(_ text: String) { #expect(Identifier(text: text)?.text == text) }

  @Test(arguments: ["", ".a", "-a", "a b", "a/b", "ä", String(repeating: "x", count: 65), "a\u{0}"])
  func `is no id`(_ text: String) { #expect(Identifier(text: text) == nil) }

  @Test(arguments: UInt64(1)...4)
  func `is the digest that its text spells`(_ seed: UInt64) {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1_000 {
      let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
      let digest = Digest(bytes: bytes)
      #expect(digest?.bytes == bytes)
      #expect(digest.flatMap { Digest(text: $0.text) } == digest)
    }
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
    #expect(Digest(bytes: [UInt8](repeating: 0, count: 33)) == nil)
    #expect(Digest(text: hash(1).uppercased()) == nil)
    #expect(Digest(text: String(hash(1).dropLast())) == nil)
    #expect(Digest(text: "SHA256:" + hash(1).dropFirst(7)) == nil)
  }

  @Test(arguments: ["registrar", "party:caih", "approver:a.b", "privacyOfficer"])
  func `names an actor`(_ text: String) { #expect(Attribution(text: text)?.text == text) }

  @Test(arguments: ["", "Party", "party:", "party:a:b", ":a", "owner"])
  func `names no actor`(_ text: String) { #expect(Attribution(text: text) == nil) }

  @Test func `is a country, a region, a currency that somebody assigned`() {
    #expect(Country(text: "TH") != nil && Country(text: "XX") == nil && Country(text: "th") == nil)
    #expect(
      Region(text: "CN-GX") != nil && Region(text: "XX-GX") == nil && Region(text: "CN") == nil)
    #expect(Currency(text: "LAK") != nil && Currency(text: "DEM") == nil)
  }
}
