import DealRecords
import Deals
import EventLog
import Foundation
import Testing

@Suite struct `A line that is no command` {
  private struct Invalid: Decodable {
    let id: String
    let why: String
    let line: String
  }

  /// An offer without terms or hash: only what comes beside it tells whether it is one.
  private static let leftToTheLedger: Set = ["I048"]
  /// No JSON object whose members could be named.
  private static let withoutPlace: Set = [
    "I001", "I002", "I003", "I004", "I005", "I006", "I007", "I009", "I010", "I011", "I012", "I013",
    "I014", "I015", "I016", "I157",
  ]

  @Test func `is invalid, and the place of what is wrong is named`() throws {
    let file = Repository.root.appending(path: "Schemas/scenarios/invalid-commands.json")
    let lines = try JSONDecoder().decode([Invalid].self, from: Data(contentsOf: file))
    #expect(lines.count == 151)
    for item in lines where !Self.leftToTheLedger.contains(item.id) {
      do throws(RequestFault) {
        _ = try CommandRequest(Array(item.line.utf8))
        Issue.record("\(item.id) is taken: \(item.why)")
      } catch {
        #expect(
          error.pointer.isEmpty == Self.withoutPlace.contains(item.id), "\(item.id): \(error)")
        #expect("\(error)".hasPrefix(error.pointer), "\(item.id): \(error)")
        #expect("\(error)".utf8.count > error.pointer.utf8.count + 10, "\(item.id): \(error)")
      }
    }
  }

  @Test(arguments: [
    ("I019", "/data/reason holds the character U+0000: leave it out"),
    ("I030", "/deal: a key that the object has already (byte 42)"),
    ("I033", "/data/keyTerms/a/b: a key that the object has already (byte 155)"),
    ("I037", "/data/parties/0/email is not a field of this record"),
    ("I047", "/data/termsHash is missing"),
    ("I061", "/data/parties/0/country should be an assigned ISO 3166-1 alpha-2 code such as TH"),
    ("I130", "/data/quantity should be an integer"),
  ])
  func `is told what it should be`(id: String, message: String) throws {
    let file = Repository.root.appending(path: "Schemas/scenarios/invalid-commands.json")
    let lines = try JSONDecoder().decode([Invalid].self, from: Data(contentsOf: file))
    let item = try #require(lines.first { $0.id == id })
    let fault = #expect(throws: RequestFault.self) { try CommandRequest(Array(item.line.utf8)) }
    #expect(fault?.description == message)
  }

  @Test(arguments: [
    (#"{"a\u0000b":1}"#, "/data/keyTerms"),
    (#"{"a/b":["x",{"c~":"\u0000"}]}"#, "/data/keyTerms/a~1b/1/c~0"),
  ])
  func `holds U+0000 anywhere`(keyTerms: String, pointer: String) {
    let line = Offer.line(keyTerms: keyTerms)
    let fault = #expect(throws: RequestFault.self) { try CommandRequest(Array(line.utf8)) }
    #expect(fault == .nul(pointer: pointer))
  }

  @Test func `is not one that speaks of U+0000`() throws {
    let line = Offer.line(keyTerms: #"{"a":"\\u0000"}"#)
    _ = try CommandRequest(Array(line.utf8))
  }

  @Test func `is longer than 32 KiB`() throws {
    let line = Offer.line(keyTerms: "{}")
    let room = CommandRequest.longest - line.utf8.count
    let longest = line + String(repeating: " ", count: room)
    #expect(try CommandRequest(Array(longest.utf8)).received.count == 32_768)
    let fault = #expect(throws: RequestFault.self) {
      try CommandRequest(Array((longest + " ").utf8))
    }
    #expect("\(try #require(fault))" == "the JSON is longer than 32768 bytes (byte 32768)")
  }
}

@Suite struct `A command` {
  @Test func `about a deal says so`() throws {
    let request = try CommandRequest(Array(Offer.line(keyTerms: "{}").utf8))
    #expect(request.command == "OfferTerms")
    #expect(request.about == .deal(try #require(Identifier(text: "D01"))))
    #expect(request.about.stream.text == "deal/D01")
    #expect(request.subject.text == "D01")
    #expect(request.actor.text == "party:gx-chem")
    #expect(request.at.text == "2021-10-02T02:00:00Z")
    #expect(request.wire.id == nil)
    #expect(request.wire.causationID == nil)
  }

  @Test(arguments: [
    (#""command":"LeaveNetwork","data":{"member":"caih","leftOn":"2021-10-01"}"#, "network/caih"),
    (
      #""command":"PublishFigure","data":{"figure":"F01","what":{"en":"members"},"value":"2600","#
        + #""comparator":">","unit":"members","asOf":"2021-09-27","source":"the news"}"#,
      "figure/F01"
    ),
  ])
  func `about the network says so, and names no deal`(fields: String, stream: String) throws {
    let line =
      "{\(fields)" + #","at":"2021-10-02T09:00:00+07:00","actor":{"role":"registrar"}}"#
    let request = try CommandRequest(Array(line.utf8))
    #expect(request.about.stream.text == stream)
    #expect(Subject(request.about.stream) == request.about)
    #expect(stream.hasSuffix("/" + request.subject.text))
    let withDeal = line.replacing(#""command""#, with: #""deal":"D01","command""#)
    let fault = #expect(throws: RequestFault.self) { try CommandRequest(Array(withDeal.utf8)) }
    #expect(fault?.description == "/deal is not a field of this record")
  }

  @Test func `about a party's keys says so, and names no deal`() throws {
    let line = #"""
      {"command":"RevokePartyKey","at":"2021-10-02T09:00:00+07:00","actor":{"role":"registrar"},\#
      "data":{"party":"caih","keyId":"k","reason":"lost"}}
      """#
    let request = try CommandRequest(Array(line.utf8))
    #expect(request.command == "RevokePartyKey")
    #expect(request.about == .party(try #require(Identifier(text: "caih"))))
    #expect(request.about.stream.text == "party/caih")
    #expect(request.at.text == "2021-10-02T09:00:00+07:00")
    let withDeal = line.replacing(#""command""#, with: #""deal":"D01","command""#)
    let fault = #expect(throws: RequestFault.self) { try CommandRequest(Array(withDeal.utf8)) }
    #expect(fault?.description == "/deal is not a field of this record")
  }

  @Test func `carries its id, what it expects, what caused it and what it belongs to`() throws {
    let line = Offer.line(keyTerms: "{}").replacing(
      #""data""#,
      with: #""id":"c-1","expectedRevision":0,"causationid":"c-0","correlationid":"talks","data""#)
    let wire = try CommandRequest(Array(line.utf8)).wire
    #expect(wire.id?.text == "c-1")
    #expect(wire.expectedRevision == 0)
    #expect(wire.causationID?.text == "c-0")
    #expect(wire.correlationID?.text == "talks")
  }
}

private enum Offer {
  static func line(keyTerms: String) -> String {
    #"""
    {"command":"OfferTerms","deal":"D01","at":"2021-10-02T02:00:00Z",\#
    "actor":{"party":"gx-chem","role":"party"},\#
    "data":{"baseVersion":0,"termsHash":"\#(Sample.digest)","keyTerms":\#(keyTerms)}}
    """#
  }
}
