import Deals
import Testing

@Suite struct `The calendar` {
  @Test func `counts every day from year 0 to 9999 as one does by hand`() {
    var number = -719_528  // 0000-01-01
    for year in 0...9999 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in lengths.enumerated() {
        // Only the ends of a month can go wrong, and its days in between follow.
        for day in [1, length] {
          let found = Day(year: year, month: month + 1, day: day)
          guard found?.number == number + day - 1 else {
            Issue.record("\(year)-\(month + 1)-\(day) is \(String(describing: found?.number))")
            return
          }
          guard let civil = found?.civil, civil == (year, month + 1, day) else {
            Issue.record("\(year)-\(month + 1)-\(day) reads otherwise")
            return
          }
        }
        guard Day(year: year, month: month + 1, day: length + 1) == nil else {
          Issue.record("\(year)-\(month + 1) has \(length + 1) days")
          return
        }
        number += length
      }
    }
  }

  @Test(arguments: UInt64(1)...4)
  func `reads what it writes`(_ seed: UInt64) {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let day = Day(number: Int.random(in: -719_528...2_932_896, using: &generator))
      #expect(Day(text: day.text) == day)
    }
  }

  @Test(arguments: [
    "", "2020-02-30", "2021-02-29", "2020-13-01", "2020-00-10", "2020-1-01", "2020-01-01T",
    "20200101", "२०२०-०१-०१", "+020-01-01", "2020-01-1x", "10000-01-01",
  ])
  func `knows no such day`(_ text: String) { #expect(Day(text: text) == nil) }

  @Test(arguments: UInt64(1)...4)
  func `keeps an instant to the microsecond`(_ seed: UInt64) {
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<5_000 {
      let micros = Int64.random(
        in: -62_167_219_200_000_000...253_402_300_799_999_999, using: &generator)
      let instant = Instant(microseconds: micros)
      #expect(Instant(text: instant.text) == instant)
      #expect(LegalTime(text: instant.text)?.instant == instant)
    }
  }

  @Test(arguments: [
    "2020-01-01T00:00:00Z", "2020-01-01T00:00:00.00000Z", "2020-01-01T00:00:00.000000+00:00",
    "2020-01-01T00:00:00.0000000Z", "2020-01-01 00:00:00.000000Z",
  ])
  func `writes an instant in one form only`(_ text: String) { #expect(Instant(text: text) == nil) }

  @Test func `goes by the day where a time was given`() throws {
    let bangkok = try #require(LegalTime(text: "2020-02-20T06:30:00.5+07:00"))
    #expect(bangkok.instant.text == "2020-02-19T23:30:00.500000Z")
    #expect(bangkok.day.text == "2020-02-20")
    let samoa = try #require(LegalTime(text: "2020-02-20T06:30:00-11:00"))
    #expect(samoa.day.text == "2020-02-20")
    #expect(samoa.latestDay.text == "2020-02-21")
  }

  @Test(arguments: [
    "2020-02-20", "2020-02-20T06:30Z", "2020-02-20T24:00:00Z", "2020-02-20T06:60:00Z",
    "2020-02-20T06:30:60Z", "2020-02-20t06:30:00Z", "2020-02-20T06:30:00",
    "2020-02-20T06:30:00.Z", "2020-02-20T06:30:00.1234567Z", "2020-02-20T06:30:00+0700",
    "2020-02-20T06:30:00+24:00", "2020-02-30T06:30:00Z", "2020-02-20T06:30:00ZZ",
  ])
  func `knows no such time`(_ text: String) { #expect(LegalTime(text: text) == nil) }
}
