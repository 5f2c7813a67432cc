import Disclosures
import Transparency

/// A small log whose key is in the open, with one line of sealed fields at every depth.
struct TestLog {
  static let secret =
    "PRIVATE+KEY+example.org/disclosures+2578e1cd+AVxCXHHHYnHuVULvoWJfPIeuh0rZ+8MtAFonl6Zc0DsV"

  let key: NoteSigningKey
  let lines: [[UInt8]]
  let checkpoint: SignedNote
  private let edge: TreeEdge

  /// The log of the golden files: line 2 is the one that is shown.
  init() throws { try self.init([0, 1, 2, 3, 4].map(Self.line)) }

  /// A log of these lines; `lines[N]` should have the id N.
  init(_ lines: [[UInt8]], key: String = TestLog.secret, origin: String? = nil) throws {
    self.key = try NoteSigningKey(parsing: key)
    self.lines = lines
    var edge = TreeEdge()
    for line in lines { edge.append(.leaf(line.span.bytes)) { _, _ in } }
    self.edge = edge
    let origin = origin ?? self.key.verifierKey.name
    let head = try Checkpoint(origin: origin, size: edge.size, root: edge.root)
    checkpoint = try self.key.note(head.text)
  }

  func proof(_ position: Int) throws -> InclusionProof {
    try edge.inclusionProof(ofLeaf: UInt64(position), inSize: edge.size) { _ in
      throw NoTile()
    }
  }

  func file(_ position: Int = 2, disclosing fields: [SealedField]) throws -> DisclosureFile {
    try DisclosureFile(
      line: lines[position], disclosing: fields.map(\.disclosure), inclusion: proof(position),
      checkpoint: checkpoint, signedBy: key)
  }

  /// A file as it would be if nobody had checked it while it was made.
  func unchecked(
    _ position: Int = 2, header: String? = nil, payload: [UInt8]? = nil,
    disclosing fields: [SealedField] = []
  ) throws -> FileText {
    let header = header ?? Self.header
    let payload = payload ?? lines[position]
    let signed = "\(SealedField.text(of: Array(header.utf8))).\(SealedField.text(of: payload))"
    let signature = SealedField.text(of: key.sign(jws: Array(signed.utf8)))
    let proof = try proof(position)
    return FileText(
      checkpoint: checkpoint.rendered, position: "\(position)", size: "\(edge.size)",
      path: proof.hashes.map(\.base64),
      sdJWT: "\(signed).\(signature)~" + fields.map { "\($0.encoded)~" }.joined())
  }

  static let header =
    #"{"alg":"EdDSA","kid":"example.org/disclosures+2578e1cd","typ":"dealledger+sd-jwt"}"#

  private struct NoTile: Error {}
}

// MARK: Lines

extension TestLog {
  static let price = SealedField(
    "price", #"{"currency":"THB","value":"1250000.50"}"#, salt: "price")
  static let note = SealedField("note", #""Geprüft – ผ่าน\n审核通过""#, salt: "note")
  static let absent = SealedField("remark", "null", salt: "remark")
  static let rate = SealedField("rate", #""3.5""#, salt: "rate")
  static let contact = SealedField("contact", #"{"subject":"s-1"}"#, salt: "contact")
  /// Every sealed field of line 2, in the order of its digests.
  static let fields = [price, note, absent, contact, rate]

  /// A line of the log; 2 has all fields, the others a note of their own.
  static func line(_ position: Int) -> [UInt8] {
    line(position, data: position == 2 ? sealedData : #"{"_sd":[\#(ownNote(position).digest)]}"#)
  }

  static func ownNote(_ position: Int) -> SealedField {
    SealedField("note", #""note of \#(position)""#, salt: "own \(position)")
  }

  static let sealedData =
    #"{"_sd":[\#(price.digest),\#(note.digest),\#(absent.digest)],"parties":[{"party":"a"},"#
    + #"{"_sd":[\#(contact.digest)],"party":"b"}],"terms":{"_sd":[\#(rate.digest)],"version":1}}"#

  static func line(_ position: Int, data: String, after extra: String = "") -> [UInt8] {
    Array(
      #"""
      {\#(extra)"actor":"party:a","commanddigest":"sha256:00","commandid":"c-\#(position)",\#
      "data":\#(data),"id":"\#(position)","occurred":"2020-02-20T02:00:00Z",\#
      "revision":\#(position),"source":"/ledgers/test/0","specversion":"1.0",\#
      "subject":"deal/D06","time":"2026-11-21T09:00:00.123456Z","type":"deal.terms-offered.v1"}
      """#.utf8)
  }
}
