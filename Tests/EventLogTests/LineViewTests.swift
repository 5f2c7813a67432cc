import CanonicalJSON
import Testing
import Transparency

@testable import EventLog

@Suite struct `A line` {
  static let whole =
    #"{"actor":"party:caih","causationid":"c1","commanddigest":"sha256:"#
    + String(repeating: "0f", count: 32)
    + #"","commandid":"019a","correlationid":"c2","data":{"a":[1,{"b":"\n"}]},"id":"1041","#
    + #""occurred":"2020-02-20T02:00:00Z","revision":5,"source":"/ledgers/7Q/0","#
    + #""specversion":"1.0","subject":"deal/D06","time":"2026-11-21T09:00:00.123456Z","#
    + #""type":"deal.terms-offered.v1"}"#

  @Test func `reads as it was written`() throws {
    let bytes = Array(Self.whole.utf8)
    let view = try LineView(bytes.span.bytes)
    #expect((view.actor, view.causationID, view.correlationID) == ("party:caih", "c1", "c2"))
    #expect((view.commandID, view.id, view.revision) == ("019a", "1041", 5))
    #expect((view.occurred, view.source) == ("2020-02-20T02:00:00Z", "/ledgers/7Q/0"))
    #expect((view.subject, view.type) == ("deal/D06", "deal.terms-offered.v1"))
    #expect(view.time == "2026-11-21T09:00:00.123456Z")
    #expect(view.data.text == #"{"a":[1,{"b":"\n"}]}"#)
    let envelope = try view.envelope()
    #expect(envelope.position == GlobalPosition(1041))
    #expect(envelope.commandDigest.hex == String(repeating: "0f", count: 32))
    #expect(envelope.line(with: view.data.copied()) == bytes)
  }

  @Test func `may begin a stream where its revision is 0, and where it cannot be read`() {
    func mayBegin(_ line: String) -> Bool {
      LineView.mayBeginStream(Array(line.utf8).span.bytes)
    }
    #expect(!mayBegin(Self.whole))
    let revision = #""revision":"#
    for (number, expected) in [("0", true), ("10", false), ("", true)] {
      let line = Self.whole.replacing(revision + "5", with: revision + number)
      #expect(mayBegin(line) == expected, "\(number)")
    }
    #expect(mayBegin(String(Self.whole.dropLast(3))))
  }

  @Test(arguments: [UInt64.random(in: 0 ... .max), 1, 2])
  func `is the same after it was read, whatever is in it`(seed: UInt64) throws {
    var random = SeededRandom("lines", seed: seed)
    for _ in 0..<500 {
      let envelope = try Envelope(random: &random)
      let data = Array(#"{"n":\#(Int.random(in: 0..<1 << 53, using: &random))}"#.utf8)
      let line = envelope.line(with: data)
      let view = try LineView(line.span.bytes)
      #expect(try view.envelope() == envelope)
      #expect(view.data.copied() == data)
      let trusted = try LineView(trusting: line.span.bytes)
      #expect(try trusted.envelope() == envelope)
      #expect(trusted.data.copied() == data)
    }
  }

  /// So that a replay need not write every line anew to know that the log would write it so.
  @Test(arguments: [UInt64.random(in: 0 ... .max), 1, 2])
  func `that can be read is what the log writes, however it was altered`(seed: UInt64) throws {
    var random = SeededRandom("altered lines", seed: seed)
    let letters = Array("\"\\{}[],:09aAfZ. -+\u{7f}\n\u{0}é".utf8)
    var read = 0
    for _ in 0..<20_000 {
      var line = Array(Self.whole.utf8)
      for _ in 0...Int.random(in: 0...1, using: &random) {
        let place = Int.random(in: 0..<line.count, using: &random)
        let removed = Int.random(in: 0...min(2, line.count - place), using: &random)
        let added = (0..<Int.random(in: 0...2, using: &random)).compactMap { _ in
          letters.randomElement(using: &random)
        }
        line.replaceSubrange(place..<place + removed, with: added)
      }
      // Whatever it is, it ends no process.
      let trusted = try? LineView(trusting: line.span.bytes).envelope()
      guard let view = try? LineView(line.span.bytes), let envelope = try? view.envelope() else {
        continue
      }
      read += 1
      #expect(trusted == envelope)
      #expect(envelope.line(with: view.data.copied()) == line)
    }
    #expect(read > 1_000)
  }

  @Test func `is refused if it is cut off anywhere`() {
    let bytes = Array(Self.whole.utf8)
    for length in 0..<bytes.count {
      let line = String(decoding: bytes[..<length], as: UTF8.self)
      #expect(throws: LineFault.self) { try envelope(line) }
    }
  }

  @Test func `is refused with bytes after it, or before`() {
    for text in [Self.whole + "\n", Self.whole + " ", Self.whole + "}", " " + Self.whole] {
      #expect(throws: LineFault.self) { try envelope(text) }
    }
  }

  @Test(arguments: [
    "actor", "commanddigest", "commandid", "data", "id", "occurred", "revision", "source",
    "specversion", "subject", "time", "type",
  ])
  func `is refused without one of its attributes, and with one twice or renamed`(
    name: String
  ) throws {
    let pair = try pair(name)
    let without = Self.whole.replacing(pair + ",", with: "").replacing("," + pair, with: "")
    #expect(without != Self.whole)
    #expect(throws: LineFault.self) { try envelope(without) }
    #expect(throws: LineFault.self) {
      try envelope(Self.whole.replacing(pair, with: "\(pair),\(pair)"))
    }
    let renamed = Self.whole.replacing("\"\(name)\":", with: "\"\(name)x\":")
    #expect(throws: LineFault.self) { try envelope(renamed) }
  }

  @Test func `says which attribute is missing, and where it should stand`() throws {
    let without = Self.whole.replacing(try pair("source") + ",", with: "")
    let offset = try #require(without.firstRange(of: ",\"specversion\"")).lowerBound
    #expect(
      throws: LineFault.attribute(
        "source", offset: without.utf8.distance(from: without.startIndex, to: offset))
    ) {
      try envelope(without)
    }
  }

  @Test(arguments: ["causationid", "correlationid"])
  func `may do without the attributes that are optional`(name: String) throws {
    let without = Self.whole.replacing(try pair(name) + ",", with: "")
    #expect(without != Self.whole)
    let read = try envelope(without)
    #expect((read.causationID == nil) == (name == "causationid"))
    #expect((read.correlationID == nil) == (name == "correlationid"))
  }

  @Test func `is refused with an attribute that it does not know`() {
    for place in ["{\"aaa\":1,", "{\"zzz\":1,"] {
      let start = Self.whole.replacing("{\"actor\"", with: place + "\"actor\"")
      #expect(throws: LineFault.self) { try envelope(start) }
    }
    #expect(throws: LineFault.self) {
      try envelope(Self.whole.dropLast() + ",\"zzz\":1}")
    }
  }

  @Test(arguments: [
    (#""id":"1041""#, #""id":"01041""#, LineFault.malformedAttribute("id")),
    (#""id":"1041""#, #""id":"-1""#, .malformedAttribute("id")),
    (#""id":"1041""#, #""id":"+1""#, .malformedAttribute("id")),
    (#""id":"1041""#, #""id":"18446744073709551616""#, .malformedAttribute("id")),
    (#""id":"1041""#, #""id":1041"#, .malformedAttribute("id")),
    (#""revision":5"#, #""revision":-5"#, .malformedAttribute("revision")),
    (#""specversion":"1.0""#, #""specversion":"1.1""#, .malformedAttribute("specversion")),
    (#""subject":"deal/D06""#, #""subject":"deal//D06""#, .malformedAttribute("subject")),
    (#"T09:00:00.123456Z"#, #"T09:00:00.12345Z"#, .malformedAttribute("time")),
    (#"T09:00:00.123456Z"#, #"T09:00:00.123456z"#, .malformedAttribute("time")),
    (#"sha256:0f"#, #"sha256:0F"#, .malformedAttribute("commanddigest")),
    (#"sha256:0f"#, #"sha257:0f"#, .malformedAttribute("commanddigest")),
    (#"sha256:0f"#, #"sha256:"#, .malformedAttribute("commanddigest")),
    (#""data":{"a":[1,{"b":"\n"}]}"#, #""data":[]"#, .malformedAttribute("data")),
    (#""type":"deal."#, #""type":"deal\\"#, .escapedAttribute("type")),
    (#""type":"deal."#, #""type":""#, .malformedAttribute("type")),
    (#""type":"deal."#, #""type":"Deal."#, .malformedAttribute("type")),
    (#""type":"deal."#, #""type":"deal.more."#, .malformedAttribute("type")),
    (#"offered.v1""#, #"offered""#, .malformedAttribute("type")),
    (#"offered.v1""#, #"offered.v01""#, .malformedAttribute("type")),
    (#"offered.v1""#, #"offered.v0""#, .malformedAttribute("type")),
    (#"offered.v1""#, #"of{ered.v1""#, .malformedAttribute("type")),
    (#""actor":"party"#, #""actor":"\"party"#, .escapedAttribute("actor")),
    (#""actor":"party"#, #""actor":"\nparty"#, .escapedAttribute("actor")),
    (#""commandid":"019a""#, #""commandid":true"#, .malformedAttribute("commandid")),
  ])
  func `is refused with another form of an attribute`(
    old: String, new: String, fault: LineFault
  ) throws {
    #expect(Self.whole.contains(old))
    #expect(throws: fault) { try envelope(Self.whole.replacing(old, with: new)) }
  }

  private func envelope(_ line: String) throws(LineFault) -> Envelope {
    let bytes = Array(line.utf8)
    return try LineView(bytes.span.bytes).envelope()
  }

  /// The attribute with its name, as it stands in the line.
  private func pair(_ name: String) throws -> Substring {
    let start = try #require(Self.whole.firstRange(of: "\"\(name)\":")).lowerBound
    let rest = Self.whole[start...]
    if name == "data" {
      return rest.prefix(upTo: try #require(rest.firstRange(of: ",\"id\"")).lowerBound)
    }
    let end = try #require(rest.firstIndex { $0 == "," || $0 == "}" })
    return rest[..<end]
  }
}

@Suite struct `A name` {
  @Test(arguments: [
    "deal/D06", "ledger", "party/caih", "a", "a/b/c", "A.b_c-9", String(repeating: "a", count: 200),
  ])
  func `of a stream is made of parts`(name: String) throws {
    #expect(try StreamName(name).text == name)
  }

  @Test(arguments: [
    "", "/", "a/", "/a", "a//b", "a b", "a\u{0}b", "ä", "a:b", "a\"", "a\\", "a\n",
    String(repeating: "a", count: 201),
  ])
  func `of a stream is refused if it needs care anywhere`(name: String) {
    #expect(throws: LogFault.malformedName(name)) { try StreamName(name) }
  }

  @Test(arguments: ["", "a/b", "a b", "\u{0}", "é", "\"", String(repeating: "a", count: 129)])
  func `of a command or a sender is refused if it needs care anywhere`(name: String) {
    #expect(throws: LogFault.malformedName(name)) { try CommandID(name, from: "caih") }
    #expect(throws: LogFault.malformedName(name)) { try CommandID("c", from: name) }
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T09:00:00Z", "2026-11-21T09:00:00.000000+00:00",
    "2026-11-21 09:00:00.000000Z", "2026-11-21T09:00:00.00000١Z", "2026-11-21T09:00:00.0000000Z",
  ])
  func `of a moment has one form`(text: String) {
    #expect(RecordTime(text) == nil)
  }
}

extension Envelope {
  fileprivate init(random: inout SeededRandom) throws(LogFault) {
    func name() -> String {
      let letters = "abcXYZ019.-_"
      return String(
        (0..<Int.random(in: 1...20, using: &random)).compactMap { _ in
          letters.randomElement(using: &random)
        })
    }
    func word() -> String { "a" + name().lowercased().replacing(/[._]/, with: "-") }
    func text() -> String {
      let letters = "aé😀 :/{}[],'\u{7f}中"
      return String(
        (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
          letters.randomElement(using: &random)
        })
    }
    let digits = (0..<6).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    let number = random.next()
    guard let time = RecordTime("2026-11-21T09:00:00.\(digits)Z") else { throw .noEvents }
    self.init(
      actor: text(), causationID: Bool.random(using: &random) ? text() : nil,
      commandDigest: .sha256(digits.utf8.span.bytes), commandID: name(),
      correlationID: Bool.random(using: &random) ? text() : nil,
      position: GlobalPosition(number), occurred: text(),
      revision: StreamRevision(number >> 11), source: text(),
      stream: try StreamName(name() + "/" + name()), time: time,
      type: "\(word()).\(word()).v\(Int.random(in: 1...99, using: &random))")
  }
}
