import CanonicalJSON
import Testing

@Suite struct `The canonicalizer` {
  @Test(arguments: [
    (" 1 ", "1"), ("\t\r\n null \n", "null"), ("{ }", "{}"), ("[ ]", "[]"),
    (#"{ "b" : 1 , "a" : [ true , false ] }"#, #"{"a":[true,false],"b":1}"#),
    (#""\u0041\/\u00e9\u20AC""#, "\"A/é€\""), (#""\ud83d\ude00\uD83D\uDE00""#, "\"😀😀\""),
    (#""\u000A\u000b\u0022\u005c""#, #""\n\u000b\"\\""#), ("\"\u{7F}\"", "\"\u{7F}\""),
    (#"{"\u0062":1,"a":2}"#, #"{"a":2,"b":1}"#), (#"{"":1," ":2}"#, #"{"":1," ":2}"#),
    (#"{"b":{"d":1,"c":2},"a":0}"#, #"{"a":0,"b":{"c":2,"d":1}}"#),
    ("-9007199254740991", "-9007199254740991"), ("\"e\u{301}\"", "\"e\u{301}\""),
  ])
  func `writes any spelling in the one canonical form`(_ json: String, _ canonical: String) throws {
    let bytes = try Canonicalizer.canonicalize(Array(json.utf8))
    #expect(bytes == Array(canonical.utf8))
  }

  @Test(
    arguments: [
      ("", .empty, 0, ""), (" \n", .empty, 2, ""), ("\u{FEFF}{}", .byteOrderMark, 0, ""),
      ("{} x", .trailingBytes, 3, ""), ("{}{}", .trailingBytes, 2, ""), ("{", .endsEarly, 1, ""),
      (#"{"a":1,}"#, .unexpectedByte, 7, ""), ("[1,]", .unexpectedByte, 3, "/1"),
      ("[1 2]", .unexpectedByte, 3, ""), (#"{"a" 1}"#, .unexpectedByte, 5, ""),
      (#"{a:1}"#, .unexpectedByte, 1, ""), ("// x", .unexpectedByte, 0, ""),
      (#"{"a":1,"b":2,"a":3}"#, .duplicateKey, 13, "/a"),
      (#"{"a":1,"\u0061":3}"#, .duplicateKey, 7, "/a"),
      (#"{"p":[{"x":1},{"x":1.0}]}"#, .fraction, 20, "/p/1/x"),
      (#"{"a/b~":1e3}"#, .fraction, 9, "/a~1b~0"),
      ("[-0]", .negativeZero, 1, "/0"), ("[007]", .leadingZero, 1, "/0"),
      ("[9007199254740992]", .integerTooLarge, 1, "/0"),
      (#"["\ud83d"]"#, .loneSurrogate, 2, "/0"), (#"["\ude00\ud83d"]"#, .loneSurrogate, 2, "/0"),
      (#"["\ud83dx"]"#, .loneSurrogate, 2, "/0"), (#"["\ud83d\u0041"]"#, .loneSurrogate, 2, "/0"),
      (#"["\x"]"#, .unknownEscape, 2, "/0"), (#"["\u12g4"]"#, .unknownEscape, 2, "/0"),
      (#"["\u12"#, .endsEarly, 6, "/0"), (#"["\"#, .endsEarly, 3, "/0"),
      ("{\"a\":\"\n\"}", .controlCharacter, 6, "/a"), (#""abc"#, .endsEarly, 4, ""),
      ("\u{A0}1", .unexpectedByte, 0, ""), ("Infinity", .unexpectedByte, 0, ""),
    ] as [(String, JSONFault.Problem, Int, String)])
  func `refuses what canonical form cannot say`(
    _ json: String, _ problem: JSONFault.Problem, _ offset: Int, _ pointer: String
  ) {
    let fault = #expect(throws: JSONFault.self) {
      try Canonicalizer.canonicalize(Array(json.utf8))
    }
    #expect(fault?.problem == problem)
    #expect(fault?.offset == offset)
    #expect(fault?.pointer == pointer)
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xE2, 0x82],
    ] as [[UInt8]])
  func `refuses what is not UTF-8`(_ text: [UInt8]) {
    let fault = #expect(throws: JSONFault.self) {
      try Canonicalizer.canonicalize(Array(#"{"a":"x"#.utf8) + text + Array(#""}"#.utf8))
    }
    #expect(fault?.problem == .invalidUTF8)
    #expect(fault?.offset == 7)
    #expect(fault?.pointer == "/a")
  }

  /// RFC 8785, section 3.2.3.
  @Test func `sorts the keys of the RFC's example as the RFC does`() throws {
    let json = #"""
      {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
       "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
       "\u00f6": "Latin Small Letter O With Diaeresis"}
      """#
    let bytes = try Canonicalizer.canonicalize(Array(json.utf8))
    var reader = CanonicalReader(bytes.span.bytes)
    var values: [String] = []
    try reader.beginObject()
    while try reader.readKey() != nil { values.append(try reader.string()) }
    #expect(
      values == [
        "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
        "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
      ])
  }

  @Test func `takes 32 objects and arrays inside each other, and no more`() throws {
    let (open, close) = (String(repeating: "[", count: 32), String(repeating: "]", count: 32))
    #expect(try Canonicalizer.canonicalize(Array((open + close).utf8)).count == 64)
    let fault = #expect(throws: JSONFault.self) {
      try Canonicalizer.canonicalize(Array((open + "{}" + close).utf8))
    }
    #expect(fault?.problem == .tooDeep)
    #expect(fault?.offset == 32)
    #expect(throws: JSONFault.self) {
      try Canonicalizer.canonicalize(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
    }
  }

  @Test func `holds its limit to the byte`() throws {
    #expect(try Canonicalizer.canonicalize(Array("[1]".utf8), limit: 3).count == 3)
    let fault = #expect(throws: JSONFault.self) {
      try Canonicalizer.canonicalize(Array("[1] ".utf8), limit: 3)
    }
    #expect(fault?.problem == .tooLarge(limit: 3))
  }

  @Test func `finds a member of an object`() throws {
    let bytes = Array(#"{"a":1,"terms":{"x":[1,2]},"é":null}"#.utf8)
    let range = try #require(Canonicalizer.member("terms", of: bytes))
    #expect(String(decoding: bytes[range], as: UTF8.self) == #"{"x":[1,2]}"#)
    #expect(Canonicalizer.member("a", of: bytes)?.count == 1)
    #expect(Canonicalizer.member("é", of: bytes)?.count == 4)
    #expect(Canonicalizer.member("x", of: bytes) == nil)
    #expect(Canonicalizer.member("a", of: Array("[1]".utf8)) == nil)
  }

  @Test(arguments: [1, 2, 3, UInt64.random(in: 4 ... .max)])
  func `writes what the strict reader accepts, and writes it again as it is`(_ seed: UInt64) throws
  {
    var random = Random(seed: seed)
    for _ in 0..<500 {
      let json = random.json(depth: 5)
      let bytes = try Canonicalizer.canonicalize(Array(json.utf8))
      #expect(bytes.count <= json.utf8.count, "seed \(seed): \(json)")
      #expect(try skip(bytes) == 0..<bytes.count, "seed \(seed): \(json)")
      #expect(try Canonicalizer.canonicalize(bytes) == bytes, "seed \(seed): \(json)")
    }
  }

  @Test(arguments: [1, 2, 3, UInt64.random(in: 4 ... .max)])
  func `accepts of mutants what the strict reader accepts, unchanged`(_ seed: UInt64) throws {
    var random = Random(seed: seed)
    for _ in 0..<200 {
      let canonical = try Canonicalizer.canonicalize(Array(random.json(depth: 4).utf8))
      for _ in 0..<50 {
        let mutant = random.mutant(of: canonical)
        let written = try? Canonicalizer.canonicalize(mutant)
        let isCanonical = (try? skip(mutant)) != nil
        #expect(isCanonical == (written == mutant), "seed \(seed): \(mutant)")
      }
    }
  }

  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `survives any bytes`(_ seed: UInt64) {
    var random = Random(seed: seed)
    for _ in 0..<20_000 {
      let bytes = random.bytes(upTo: 24)
      let isCanonical = (try? skip(bytes)) != nil
      let written = try? Canonicalizer.canonicalize(bytes)
      #expect(isCanonical == (written == bytes), "seed \(seed): \(bytes)")
    }
  }
}
