import CanonicalJSON
import Testing

@Suite struct `A canonical reader` {
  @Test(arguments: [
    ("null", "null"), ("true", "true"), ("0", "0"), ("-1", "-1"), (#""""#, #""""#),
    (#""\"\\\b\t\n\f\r\u0000\u001f/""#, "every escape that canonical form writes"),
    (#"{"":0,"a":[],"b":{}}"#, "an empty key"), ("[1,[2,[3]],\"\u{7F}\u{80}\"]", "nested arrays"),
    (#"{"\r":0,"\"":0,"1":0}"#, "escaped keys by what they stand for"),
    ("{\"😀\":0,\"\u{FB33}\":0}", "keys by UTF-16 code units"),
  ])
  func `accepts canonical form`(_ json: String, _ what: String) throws {
    #expect(try skip(json) == 0..<json.utf8.count, "\(what)")
  }

  @Test(
    arguments: [
      ("", .endsEarly, 0), (" 1", .whiteSpace, 0), ("1 ", .trailingBytes, 1),
      ("[1, 2]", .whiteSpace, 3), (#"{"a": 1}"#, .whiteSpace, 5), ("{ }", .whiteSpace, 1),
      ("\u{FEFF}1", .byteOrderMark, 0), ("1\n", .trailingBytes, 1), ("nul", .unexpectedByte, 0),
      ("TRUE", .unexpectedByte, 0), ("'a'", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0),
      ("01", .leadingZero, 0), ("-01", .leadingZero, 0), ("-0", .negativeZero, 0),
      ("1.0", .fraction, 1), ("0.5", .fraction, 1), ("1e3", .fraction, 1), ("1E3", .fraction, 1),
      ("-", .endsEarly, 1), ("-a", .unexpectedByte, 1), ("+1", .unexpectedByte, 0),
      ("9007199254740992", .integerTooLarge, 0), ("-9007199254740992", .integerTooLarge, 0),
      ("99999999999999999999999", .integerTooLarge, 0), (#""a"#, .endsEarly, 2),
      (#""\u0041""#, .needlessEscape, 1), (#""\/""#, .needlessEscape, 1),
      (#""\u000a""#, .needlessEscape, 1), (#""\u001F""#, .needlessEscape, 1),
      (#""\ud83d\ude00""#, .needlessEscape, 1), (#""\ud83d""#, .needlessEscape, 1),
      (#""\x""#, .needlessEscape, 1), ("\"a\n\"", .controlCharacter, 2), (#""\u00"#, .endsEarly, 5),
      ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("[1 2]", .whiteSpace, 2),
      ("[1", .endsEarly, 2), (#"{"a":1,}"#, .unexpectedByte, 7), ("{1:2}", .unexpectedByte, 1),
      (#"{"a"}"#, .unexpectedByte, 4), (#"{"a":}"#, .unexpectedByte, 5), ("]", .unexpectedByte, 0),
      (#"{"a":1,"a":2}"#, .duplicateKey, 7), (#"{"b":1,"a":2}"#, .misorderedKey, 7),
      ("{\"\u{FB33}\":0,\"😀\":0}", .misorderedKey, 9), (#"{"\"":0,"\r":0}"#, .misorderedKey, 8),
    ] as [(String, JSONFault.Problem, Int)])
  func `refuses every other spelling`(
    _ json: String, _ problem: JSONFault.Problem, _ offset: Int
  ) {
    let fault = #expect(throws: JSONFault.self) { try skip(json) }
    #expect(fault?.problem == problem)
    #expect(fault?.offset == offset)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xED, 0xA0, 0x80], [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF],
    ] as [[UInt8]])
  func `refuses what is not UTF-8`(_ text: [UInt8]) {
    let json = [0x22, 0x61] + text + [0x22]
    for read in [{ _ = try skip($0) }, { _ = try readString($0) }] as [([UInt8]) throws -> Void] {
      let fault = #expect(throws: JSONFault.self) { try read(json) }
      #expect(fault?.problem == .invalidUTF8)
      #expect(fault?.offset == 2)
    }
  }

  @Test(arguments: [0, 1, -1, 9, 10, -10, 9_007_199_254_740_991, -9_007_199_254_740_991])
  func `reads integers up to 2^53 - 1`(_ integer: Int) throws {
    var writer = CanonicalWriter()
    writer.integer(integer)
    let bytes = writer.finish()
    #expect(bytes == Array("\(integer)".utf8))
    var reader = CanonicalReader(bytes.span.bytes)
    let read = try reader.integer()
    #expect(read == integer)
  }

  @Test func `takes 32 objects and arrays inside each other, and no more`() throws {
    for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
      func nested(_ depth: Int) -> String {
        let inner = open == "[" ? "" : "0"
        return String(repeating: open, count: depth) + inner
          + String(repeating: close, count: depth)
      }
      #expect(try skip(nested(32)).count == nested(32).utf8.count)
      let fault = #expect(throws: JSONFault.self) { try skip(nested(33)) }
      #expect(fault?.problem == .tooDeep)
      #expect(fault?.offset == 32 * open.utf8.count)
    }
  }

  @Test func `reads every Unicode scalar as it was written`() throws {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(Character(scalar))b"
      var writer = CanonicalWriter()
      writer.string(text)
      let bytes = writer.finish()
      var reader = CanonicalReader(bytes.span.bytes)
      let read = try reader.string()
      guard read.utf8.elementsEqual(text.utf8), reader.isAtEnd, try skip(bytes).count == bytes.count
      else {
        Issue.record("U+\(String(value, radix: 16))")
        return
      }
    }
  }

  @Test func `finds the end of a text wherever it lies`() throws {
    for length in 0..<40 {
      for stop in ["\"", "\\", "\u{1}", "é"] {
        let text = String(repeating: "x", count: length) + stop + "yyyyyyyyy"
        var writer = CanonicalWriter()
        writer.string(text)
        let bytes = writer.finish()
        #expect(try readString(bytes) == text)
      }
    }
  }

  @Test func `takes keys by name and leaves the others`() throws {
    let json = Array(#"{"a":1,"b":{"c":null},"d":[true,false]}"#.utf8)
    var reader = CanonicalReader(json.span.bytes)
    try reader.beginObject()
    let taken = [reader.takeKey("b"), reader.takeKey("a")]
    #expect(taken == [false, true])
    let one = try reader.integer()
    #expect(one == 1)
    let (isLonger, offset, key) = (reader.takeKey("bb"), reader.keyOffset, try reader.readKey())
    #expect((isLonger, offset, key) == (false, 7, "b"))
    let (kind, range) = (reader.kind, try reader.skipValue())
    #expect((kind, range) == (.object, 11..<21))
    let isLast = reader.takeKey("d")
    #expect(isLast)
    try reader.beginArray()
    var elements: [Bool] = []
    while try reader.nextElement() { elements.append(try reader.boolean()) }
    #expect(elements == [true, false])
    try reader.endArray()
    let end = try reader.readKey()
    #expect(end == nil)
    try reader.endObject()
    try reader.expectEnd()
  }

  @Test func `tells another type from bytes that are no value`() {
    let problems = ["\"a\"", "1", "{}", "[]", "true", "null"].map { json in
      #expect(throws: JSONFault.self) {
        let bytes = Array(json.utf8)
        var reader = CanonicalReader(bytes.span.bytes)
        if json == "1" { _ = try reader.string() } else { _ = try reader.integer() }
      }?.problem
    }
    #expect(problems == Array(repeating: .otherType, count: 6))
  }
}

func skip(_ json: String) throws -> Range<Int> { try skip(Array(json.utf8)) }

/// Reads one value of any kind and nothing else.
@discardableResult func skip(_ json: [UInt8]) throws -> Range<Int> {
  var reader = CanonicalReader(json.span.bytes)
  let range = try reader.skipValue()
  try reader.expectEnd()
  return range
}

func readString(_ json: [UInt8]) throws -> String {
  var reader = CanonicalReader(json.span.bytes)
  let text = try reader.string()
  try reader.expectEnd()
  return text
}
