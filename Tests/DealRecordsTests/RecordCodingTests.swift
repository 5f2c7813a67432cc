import CanonicalJSON
import DealRecords
import Deals
import Testing

@Suite struct `A record` {
  @Test func `is written as the bytes that it was read from`() throws {
    for (json, form) in [(Sample.event, RecordForm.disclosed), (Sample.command, .command)] {
      let record = try decode(Sample.self, from: Array(json.utf8), as: form)
      #expect(text(encode(record, as: form)) == json)
    }
  }

  @Test func `is written behind what stands in the buffer`() throws {
    var bytes = Array("{".utf8)
    encode(
      Money(try #require(Decimal(text: "1.50")), try #require(Currency(text: "THB"))),
      as: .disclosed, into: &bytes)
    #expect(text(bytes) == #"{{"currency":"THB","value":"1.50"}"#)
  }

  @Test func `has in a command what only the request has, and in an event what was decided`() throws
  {
    var record = try decode(Sample.self, from: Array(Sample.command.utf8), as: .command)
    #expect(record.salt?.text == "s")
    #expect(record.position == nil)
    record.position = 3
    #expect(text(encode(record, as: .disclosed)) == Sample.event)
    #expect(text(encode(record, as: .command)) == Sample.command)
  }

  @Test func `has blanks where optional fields are absent, sealed or not`() throws {
    let json = Sample.event.replacing(#""comment":"ตกลง \"ราคา\"\n","#, with: "")
      .replacing(#""note":"Grüße 😀","#, with: "").replacing(#""position":3,"#, with: "")
    let record = try decode(Sample.self, from: Array(json.utf8), as: .disclosed)
    #expect(record.comment == .opened(nil))
    #expect(record.note == nil)
    #expect(record.position == nil)
    #expect(text(encode(record, as: .disclosed)) == json)
  }

  @Test(
    arguments: [
      ("", "x", .malformed(JSONFault.Problem.trailingBytes.description), "", 0),
      (#""count":-7,"#, "", .missing, "/count", 0),
      (#""day""#, #""dawn":1,"day""#, .unknown, "/dawn", 0),
      (#""day""#, #""title":"T","day""#, .misordered, "/title", 0),
      (#""count":-7,"day""#, #""day":"2020-01-01","count""#, .misordered, "/day", 0),
      (#""title":"T""#, #""title":"T","title":"T""#, duplicate, "/title", 12),
      (#""title":"T""#, #""title":"T","u":1"#, .unknown, "/u", 12),
      (#","title":"T""#, "", .missing, "/title", 0),
      (#""tags""#, #""salt":"s","tags""#, .unknown, "/salt", 0),
      (#"-7"#, #""7""#, .wrongType(expected: "an integer"), "/count", 0),
      (#"-7"#, "1.0", .malformed(JSONFault.Problem.fraction.description), "/count", 1),
      ("true", "tru", .malformed(JSONFault.Problem.unexpectedByte.description), "/isExclusive", 0),
      ("true", "null", .wrongType(expected: "true or false"), "/isExclusive", 0),
      (#""Grüße 😀""#, "null", .wrongType(expected: "a text"), "/note", 0),
      (#""Grüße 😀""#, #""""#, .invalid(Text.expectation), "/note", 0),
      ("2020-02-29", "2021-02-29", .invalid(Day.expectation), "/day", -1),
      ("2020-02-29", "2020-13-01", .invalid(Day.expectation), "/day", -1),
      (#""CN""#, #""XX""#, .invalid(Country.expectation), "/parties/1/country", 0),
      (#""id":"caih","#, "", .missing, "/parties/0/id", 0),
      (#""id":"caih","#, #""id":"caih","it":1,"#, .unknown, "/parties/0/it", 12),
      (#""share":"0.60""#, #""share":0.60"#, .wrongType(expected: "a text"), "/parties/0/share", 8),
      (#"["a","b"]"#, #""a""#, .wrongType(expected: "a list"), "/tags", 0),
      (#"["a","b"]"#, #"["a","/"]"#, .invalid(Identifier.expectation), "/tags/1", 5),
      (#""a/b":"1.0""#, #""a/b":"1,0""#, .invalid(Decimal.expectation), "/rates/a~1b", 6),
      (#"{"":"0","a/b":"1.0","#, #"{"a/b":"1.0","":"0","#, .misordered, "/rates/", 13),
      (#""th":"การเคลือบ""#, #""en":"X""#, .misordered, "/names/en", 0),
      ("THB", "THA", .invalid(Currency.expectation), "/amount/currency", -1),
      (
        #"{"currency":"CNY","value":"-0.000000001"}"#, "[]", .wrongType(expected: "an object"),
        "/price", 0
      ),
      (
        #"{"b":null}"#, #"{"b":null,"a":1}"#,
        .malformed(JSONFault.Problem.misorderedKey.description), "/free", 10
      ),
    ] as [(String, String, FieldFault.Reason, String, Int)])
  func `is refused by the name and the place of what is wrong`(
    _ old: String, _ new: String, _ reason: FieldFault.Reason, _ pointer: String, _ shift: Int
  ) throws {
    let place = old.isEmpty ? nil : Sample.event.firstRange(of: old)
    let json =
      place.map { Sample.event.replacingCharacters(in: $0, with: new) } ?? Sample.event + new
    let start = place.map { Sample.event.utf8.distance(from: json.startIndex, to: $0.lowerBound) }
    let fault = #expect(throws: FieldFault.self) {
      try decode(Sample.self, from: Array(json.utf8), as: .disclosed)
    }
    #expect(fault?.reason == reason)
    #expect(fault?.pointer == pointer)
    #expect(fault?.offset == (start ?? Sample.event.utf8.count) + shift)
  }

  static let duplicate = FieldFault.Reason.malformed(JSONFault.Problem.duplicateKey.description)

  @Test func `is refused in a command without an offset, and where it decides for the ledger`() {
    let json = Sample.command.replacing(#""price""#, with: #""position":3,"price""#)
    let fault = #expect(throws: FieldFault.self) {
      try decode(Sample.self, from: Array(json.utf8), as: .command)
    }
    #expect(fault?.reason == .unknown)
    #expect(fault?.pointer == "/position")
    #expect(fault?.offset == nil)
  }

  @Test(arguments: [Sample.event, "[]", "1", ""])
  func `is refused where no object is`(_ json: String) {
    #expect(throws: FieldFault.self) {
      try decode(Sample.self, from: Array("[\(json)]".utf8), as: .disclosed)
    }
  }

  /// U+212A KELVIN SIGN is canonically equivalent to K, and so Swift takes the two texts for equal.
  @Test func `does not take a text for a code that Swift calls equal`() {
    #expect(Country(text: "\u{212A}E") == nil)
    #expect(Currency(text: "D\u{212A}K") == nil)
    #expect(Letter(text: "\u{212A}") == nil)
    #expect(Letter(text: "K") == .k)
  }

  @Test func `does not lose one of two keys that Swift calls equal`() {
    let json = Sample.event.replacing(#""":"0","#, with: "\"e\u{301}\":\"1\",\"é\":\"2\",")
      .replacing(#""a/b":"1.0","#, with: "")
    let fault = #expect(throws: FieldFault.self) {
      try decode(Sample.self, from: Array(json.utf8), as: .disclosed)
    }
    #expect(fault?.pointer == "/rates/é")
  }
}

@Suite struct `A line that was damaged` {
  let line = Array(Sample.event.utf8)

  @Test func `is refused wherever it was cut`() {
    for count in 0..<line.count {
      #expect(throws: FieldFault.self, "\(count) bytes") {
        try decode(Sample.self, from: Array(line.prefix(count)), as: .disclosed)
      }
    }
  }

  @Test func `is refused, or is the line of another record`() {
    var accepted = 0
    for index in line.indices {
      for bit in 0..<8 as Range<UInt8> {
        var mutant = line
        mutant[index] ^= 1 << bit
        guard let record = try? decode(Sample.self, from: mutant, as: .disclosed) else { continue }
        accepted += 1
        #expect(encode(record, as: .disclosed) == mutant, "bit \(bit) of byte \(index)")
      }
    }
    #expect(accepted > 100)
  }

  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `stops no process`(_ seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<2_000 {
      var mutant = line
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutant = random.mutant(of: mutant) }
      guard let record = try? decode(Sample.self, from: mutant, as: .disclosed) else { continue }
      #expect(encode(record, as: .disclosed) == mutant, "seed \(seed)")
    }
  }
}

private enum Letter: String, CodeList {
  case k = "K"
  static let blank = Letter.k
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
