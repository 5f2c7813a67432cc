import Bundles
import EventLog
import Foundation
import Testing
import Transparency

@testable import Replay

/// A way to forge a bundle so that its trailer fits, and what has to be found.
struct BundleForgery: Sendable, CustomTestStringConvertible {
  let name: String
  let kind: SampleBundles.Kind
  let code: DivergenceCode
  /// How the place begins at which it is found.
  let place: String
  let forge: @Sendable (inout BundleText, SampleBundles) throws -> Void

  var testDescription: String { name }

  init(
    _ name: String, of kind: SampleBundles.Kind, _ code: DivergenceCode, at place: String,
    _ forge: @escaping @Sendable (inout BundleText, SampleBundles) throws -> Void
  ) {
    (self.name, self.kind, self.code, self.place) = (name, kind, code, place)
    self.forge = forge
  }

  static let all = lines + streams + signatures + proofs + subjects + parts + forms

  private static let lines = [
    Self("a line changed", of: .whole, .checkpointDiffers, at: "checkpoint of") { text, _ in
      try text.replace("T0", with: "T1", in: 9)
    },
    Self("two lines changed places", of: .bare, .missingPosition, at: "position 9") { text, _ in
      text.body.swapAt(9, 10)
    },
    Self("a line inserted", of: .bare, .missingPosition, at: "position 10") { text, _ in
      text.body.insert(text.body[3], at: 10)
    },
    Self("a line inserted and signed", of: .bare, .missingPosition, at: "position 10") {
      text, sample in
      text.body.insert(text.body[3], at: 10)
      try text.sign(with: sample.signingKey)
    },
    Self("a line dropped", of: .bare, .missingPosition, at: "position 9") { text, _ in
      text.body.remove(at: 9)
    },
    Self("a line doubled", of: .bare, .missingPosition, at: "position 10") { text, _ in
      text.body.insert(text.body[9], at: 9)
    },
    Self("the last line dropped", of: .bare, .missingPosition, at: "position ") { text, _ in
      text.body.removeLast()
    },
    Self("a line of another ledger", of: .bare, .wrongSource, at: "position 9") { text, sample in
      try text.replace(text.header.ledger, with: "XTHERXEDGERXXXXXXXXXXXXXXX", in: 9)
      try text.sign(with: sample.signingKey)
    },
    Self("a line of another epoch", of: .bare, .wrongSource, at: "position 9") { text, sample in
      try text.replace("\(text.header.ledger)/0", with: "\(text.header.ledger)/1", in: 9)
      try text.sign(with: sample.signingKey)
    },
    Self("a line that is not canonical", of: .bare, .malformedLine, at: "line 11") { text, sample in
      try text.replace(#","id""#, with: #", "id""#, in: 9)
      try text.sign(with: sample.signingKey)
    },
    Self("a line behind its time", of: .bare, .timeGoesBack, at: "position 9") { text, sample in
      try text.replace(#""time":"20"#, with: #""time":"19"#, in: 9)
      try text.sign(with: sample.signingKey)
    },
    Self("a beginning under another id", of: .bare, .illegalEvent, at: "position 0") {
      text, sample in
      try text.replace(#""commandid":"init""#, with: #""commandid":"start""#, in: 0)
      try text.sign(with: sample.signingKey)
    },
    Self("a beginning at no time", of: .bare, .illegalEvent, at: "position 0") { text, sample in
      try text.replace(#""occurred":""#, with: #""occurred":"x"#, in: 0)
      try text.sign(with: sample.signingKey)
    },
    Self("a type that no rule allows there", of: .bare, .illegalEvent, at: "position ") {
      text, sample in
      let line = try #require(text.events.first { text.subject(of: $0) == "deal/D05" })
      let end = try #require(text.events.last { text.subject(of: $0) == "deal/D05" })
      let (from, to) = (try text.type(of: line), try text.type(of: end))
      try text.replace(from, with: to, in: line)
      text.body[line] = try text.body[line].withData(text.body[end].data)
      try text.sign(with: sample.signingKey)
    },
  ]

  private static let streams = [
    Self("a revision left out", of: .bare, .wrongRevision, at: "position ") { text, sample in
      let line = try #require(text.events.last { text.subject(of: $0) == "deal/D06" })
      let revision = try text.body[line].envelope.revision.rawValue
      try text.replace(
        #""revision":\#(revision),"#, with: #""revision":\#(revision + 1),"#, in: line)
      try text.sign(with: sample.signingKey)
    },
    Self("other heads", of: .bare, .headsDiffer, at: "position ") { text, sample in
      let last = try #require(text.events.last)
      let streams = try #require(text.streams(of: last))
      try text.replace(#""streams":\#(streams)"#, with: #""streams":\#(streams + 1)"#, in: last)
      try text.sign(with: sample.signingKey)
    },
    Self("other facts of the founding", of: .bare, .foreignCheckpoint, at: "checkpoint") {
      text, sample in
      try text.replace(
        #""origin":"example.org/bundled"#, with: #""origin":"example.org/other"#, in: 0)
      try text.sign(with: sample.signingKey)
    },
    Self("another ledger in the header", of: .bare, .wrongFirstLine, at: "position 0") { text, _ in
      text.header.ledger = "0000000000000000000000000"
    },
  ]

  private static let signatures = [
    Self("a foreign key", of: .bare, .notSigned, at: "checkpoint of") { text, _ in
      try text.sign(with: NoteSigningKey(generatingAs: "example.org/bundled"))
    },
    Self("another key in line 0", of: .bare, .otherKey, at: "position 0") { text, sample in
      let other = try NoteSigningKey(generatingAs: "example.org/bundled")
      try text.replace("\(sample.key)", with: "\(other.verifierKey)", in: 0)
      try text.sign(with: sample.signingKey)
    },
    Self("a key that was replaced since", of: .after, .otherKey, at: "position ") {
      text, sample in
      let line = try #require(text.events.last)
      let other = try NoteSigningKey(generatingAs: "example.org/bundled").verifierKey
      try text.replace("ledger.heads.v1", with: "ledger.key-changed.v1", in: line)
      text.body[line] = try text.body[line].withData(#"{"key":"\#(other)"}"#)
      try text.sign(with: sample.signingKey)
    },
    Self("another origin", of: .bare, .foreignCheckpoint, at: "checkpoint of") { text, sample in
      try text.sign(with: sample.signingKey, origin: "example.org/elsewhere")
    },
    Self("another origin of a deal", of: .deal, .foreignCheckpoint, at: "checkpoint of") {
      text, sample in
      let newest = try sample.newest
      try text.sign(
        size: newest.size, root: newest.root, with: sample.signingKey,
        origin: "example.org/elsewhere")
    },
    Self("another origin behind a part", of: .after, .foreignCheckpoint, at: "checkpoint of") {
      text, sample in
      try text.sign(with: sample.signingKey, origin: "example.org/elsewhere")
    },
    Self("the checkpoint of another fork", of: .bare, .checkpointDiffers, at: "checkpoint of") {
      text, sample in
      try text.sign(size: sample.newest.size, root: .empty, with: sample.signingKey)
    },
    Self("an algorithm that is none of the list", of: .bare, .notSigned, at: "checkpoint of") {
      text, _ in
      let note = try SignedNote(parsing: text.header.checkpoint)
      let signature = NoteSignature(
        name: note.signatures[0].name, keyID: 0x02_46_8A_CE, bytes: [2] + note.signatures[0].bytes)
      text.header.checkpoint = SignedNote(text: note.text, signatures: [signature]).rendered
      text.header.keys = [signature.keyName]
    },
    Self("a signature of other bytes", of: .bare, .notSigned, at: "checkpoint of") { text, _ in
      let note = try SignedNote(parsing: text.header.checkpoint)
      var signature = note.signatures[0]
      signature = NoteSignature(
        name: signature.name, keyID: signature.keyID, bytes: signature.bytes.reversed())
      text.header.checkpoint = SignedNote(text: note.text, signatures: [signature]).rendered
    },
    Self("a larger tree than there are lines", of: .bare, .missingPosition, at: "position ") {
      text, sample in
      let newest = try sample.newest
      try text.sign(size: newest.size + 1, root: newest.root, with: sample.signingKey)
    },
    Self("no note at all", of: .bare, .malformedCheckpoint, at: "line 1") { text, _ in
      text.header.checkpoint = "a\n1\n"
    },
    Self("keys that did not sign", of: .bare, .malformedBundle, at: "line 1") { text, _ in
      text.header.keys = ["example.org/bundled+00000000"]
    },
  ]

  private static let proofs = [
    Self("a path of another line", of: .deal, .proofDiffers, at: "position ") { text, _ in
      let events = text.events
      text.body[events[4] + 1] = text.body[events[5] + 1]
    },
    Self("a path that is too short", of: .deal, .proofDiffers, at: "position ") { text, _ in
      let path = text.events[4] + 1
      guard case .path(let hashes) = try text.body[path].bundleLine else { return }
      text.body[path] = try #require(BundleLine.path(hashes.dropLast()).encoded)
    },
    Self("a line of a deal changed", of: .deal, .proofDiffers, at: "position ") { text, _ in
      try text.replace("T0", with: "T1", in: text.events[4])
    },
    Self("another subtree before the first line", of: .after, .checkpointDiffers, at: "checkpoint")
    {
      text, _ in
      text.header.left[0] = .empty
    },
    Self("one subtree less before the first line", of: .after, .malformedBundle, at: "line 1") {
      text, _ in
      text.header.left.removeLast()
    },
    Self("a line dropped behind a part", of: .after, .missingPosition, at: "position ") { text, _ in
      text.body.remove(at: 3)
    },
    Self("line 0 dropped", of: .deal, .noFirstLine, at: "position ") { text, _ in
      text.body.removeFirst(2)
    },
  ]

  private static let subjects = [
    Self("the last event of a deal withheld", of: .deal, .eventWithheld, at: "line ") { text, _ in
      let last = try #require(text.events.last)
      let position = try text.body[last].envelope.position.rawValue
      text.body.removeSubrange(last...last + 1)
      text.body.removeAll { line in
        if case .request(_, position) = try? line.bundleLine { true } else { false }
      }
    },
    Self("all events of a deal withheld", of: .deal, .eventWithheld, at: "line ") { text, _ in
      text.body.removeSubrange(2..<(try text.index(of: #"{"head":"#)))
      text.body.removeSubrange(4...)
      text.header.with = []
      text.body.removeLast()
    },
    Self("an event of a deal withheld", of: .deal, .wrongRevision, at: "position ") { text, _ in
      text.body.removeSubrange(text.events[4]...text.events[4] + 1)
    },
    Self("an event of another deal", of: .deal, .outsideFilter, at: "position ") { text, sample in
      let other = try BundleText(sample[.otherDeal])
      text.body.insert(contentsOf: other.body[2...3], at: 2)
    },
    Self("an event of another type", of: .type, .outsideFilter, at: "position ") { text, sample in
      let other = try BundleText(sample[.otherDeal])
      text.body.insert(contentsOf: other.body[2...3], at: 2)
    },
    Self("events out of order", of: .type, .wrongPosition, at: "position ") { text, _ in
      let pair = text.body[2...3]
      text.body.removeSubrange(2...3)
      text.body.insert(contentsOf: pair, at: 4)
    },
    Self("an entry that ends earlier", of: .deal, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      let entry = head.entries[0].head
      head.entries[0].head = StreamHead(
        subject: entry.subject, revision: StreamRevision(entry.revision.rawValue - 1),
        position: entry.position)
      try text.setHead(head)
    },
    Self("an entry at another place", of: .deal, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      head.entries[0].index += 1
      try text.setHead(head)
    },
    Self("the entry of another deal", of: .deal, .proofDiffers, at: "line ") { text, sample in
      try text.setHead(BundleText(sample[.otherDeal]).head)
    },
    Self("no entry", of: .deal, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      head.entries = []
      try text.setHead(head)
    },
    Self("a heads line of other words", of: .deal, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      var line = BundleTextLine(head.line)
      line.replace("T0", with: "T1")
      head.line = line.bytes
      try text.setHead(head)
    },
    Self("a line of another type for the heads line", of: .deal, .malformedLine, at: "line ") {
      text, _ in
      var head = try text.head
      head.line = text.body[0]
      try text.setHead(head)
    },
    Self("a neighbour missing", of: .absent, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      try #require(head.entries.count == 2, "the name of the stream has to lie between two others")
      head.entries.removeLast()
      try text.setHead(head)
    },
    Self("neighbours that are none", of: .absent, .proofDiffers, at: "line ") { text, _ in
      var head = try text.head
      head.entries.reverse()
      try text.setHead(head)
    },
    Self("a deal said to be absent", of: .deal, .proofDiffers, at: "line ") { text, sample in
      try text.setHead(BundleText(sample[.absent]).head)
    },
    Self("no head line", of: .deal, .malformedBundle, at: "line ") { text, _ in
      text.body.remove(at: try text.index(of: #"{"head":"#))
    },
    Self("two head lines", of: .deal, .malformedBundle, at: "line ") { text, _ in
      let place = try text.index(of: #"{"head":"#)
      text.body.insert(text.body[place], at: place)
    },
  ]

  private static let parts = [
    Self("a request missing", of: .deal, .requestMissing, at: "position ") { text, _ in
      text.body.remove(at: try #require(text.requests.dropFirst(3).first))
    },
    Self("the last request missing", of: .whole, .requestMissing, at: "position ") { text, _ in
      text.body.remove(at: try #require(text.requests.last))
    },
    Self("requests out of order", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.body.swapAt(text.requests[3], text.requests[4])
    },
    Self("a request twice", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.body.insert(text.body[text.requests[3]], at: text.requests[3])
    },
    Self("a request of nothing", of: .whole, .needlessRequest, at: "line ") { text, _ in
      let last = try #require(text.requests.last)
      text.body.insert(
        try #require(BundleLine.request(box: [1, 2], position: 1 << 40).encoded), at: last + 1)
    },
    Self("a request that is no box", of: .whole, .requestDiffers, at: "position ") { text, _ in
      guard case .request(_, let position) = try text.body[text.requests[3]].bundleLine
      else { return }
      text.body[text.requests[3]] = try #require(
        BundleLine.request(box: [1, 2], position: position).encoded)
    },
    Self("requests that were not announced", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.header.with = [.refusals]
    },
    Self("refusals that were not announced", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.header.with = [.requests]
    },
    Self("a refusal with another member", of: .whole, .refusalDiffers, at: "line ") { text, _ in
      try text.replace(#"{\"actor\":"#, with: #"{\"above\":1,\"actor\":"#, in: text.body.count - 1)
    },
    Self("refusals out of order", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.body.swapAt(text.body.count - 1, text.body.count - 2)
    },
  ]

  private static let forms = [
    Self("a second header", of: .bare, .malformedBundle, at: "line 2") { text, _ in
      text.body.insert(text.header.encoded, at: 0)
    },
    Self("a path without a filter", of: .bare, .malformedBundle, at: "line 3") { text, _ in
      text.body.insert(Array(#"{"path":[]}"#.utf8), at: 1)
    },
    Self("an event without a path", of: .deal, .malformedBundle, at: "line 5") { text, _ in
      text.body.remove(at: 3)
    },
    Self("a line of no kind", of: .bare, .malformedBundle, at: "line 5") { text, _ in
      text.body.insert(Array(#"{"remark":"all is well"}"#.utf8), at: 3)
    },
    Self("an empty line", of: .bare, .malformedBundle, at: "line 5") { text, _ in
      text.body.insert([], at: 3)
    },
    Self("a head line without a subject", of: .whole, .malformedBundle, at: "line ") {
      text, sample in
      let head = try BundleText(sample[.deal]).head
      text.body.insert(try #require(BundleLine.head(head).encoded), at: text.requests[0])
    },
    Self("an event behind the requests", of: .whole, .malformedBundle, at: "line ") { text, _ in
      text.body.append(text.body[3])
    },
    Self("a line that ends with CR LF", of: .deal, .malformedBundle, at: "line 3") { text, _ in
      text.body[1].append(0x0D)
    },
    Self("a blank in a line", of: .deal, .malformedBundle, at: "line 3") { text, _ in
      try text.replace(#"{"path":["#, with: #"{"path": ["#, in: 1)
    },
    Self("an unknown member", of: .deal, .malformedBundle, at: "line 3") { text, _ in
      try text.replace("]}", with: #"],"remark":1}"#, in: 1)
    },
    Self("members in another order", of: .whole, .malformedBundle, at: "line ") { text, _ in
      let line = text.requests[0]
      guard case .request(let box, let position) = try text.body[line].bundleLine else {
        return
      }
      let base64 = Data(box).base64EncodedString()
      text.body[line] = Array(#"{"request":{"position":\#(position),"box":"\#(base64)"}}"#.utf8)
    },
    Self("base64 without its padding", of: .whole, .malformedBundle, at: "line ") { text, _ in
      let line = try #require(text.requests.first { text.body[$0].contains(UInt8(ascii: "=")) })
      try text.replace("=", with: "", in: line)
    },
  ]
}

/// A line as a text.
struct BundleTextLine {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func replace(_ text: String, with other: String) {
    var line = String(decoding: bytes, as: UTF8.self)
    if let place = line.range(of: text) { line.replaceSubrange(place, with: other) }
    bytes = Array(line.utf8)
  }
}

extension BundleText {
  fileprivate func subject(of line: Int) -> String? { try? body[line].envelope.stream.text }

  fileprivate func type(of line: Int) throws -> String { try body[line].envelope.type }

  fileprivate func streams(of line: Int) -> Int? {
    let text = String(decoding: body[line], as: UTF8.self)
    return text.firstMatch(of: #/"streams":(\d+)/#).flatMap { Int($0.output.1) }
  }
}

extension [UInt8] {
  /// The line with other data.
  fileprivate func withData(_ other: String) throws -> [UInt8] {
    var text = BundleTextLine(self)
    text.replace(#""data":"# + (try data), with: #""data":"# + other)
    return text.bytes
  }

  fileprivate var data: String {
    get throws {
      let line = self
      let view = try LineView(line.span.bytes)
      return view.data.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
  }
}
