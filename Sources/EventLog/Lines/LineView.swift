import CanonicalJSON
public import Transparency

/// A line of the log, read in place: its attributes, and where its data lie.
///
/// Reading it checks the whole line: canonical JSON, every attribute in its order and no other.
public struct LineView: ~Escapable {
  private let line: RawSpan
  private let places: Places

  @_lifetime(copy line)
  public init(_ line: RawSpan) throws(LineFault) {
    self.line = line
    places = try Places(line)
  }

  /// A line that is known to be the log's own: its attributes are found, and not checked.
  ///
  /// For whoever reads many lines and needs little of them; it takes a fifth of the time. What is
  /// read of a line that is none of the log's may be nonsense, and nothing worse.
  @_lifetime(copy line)
  public init(trusting line: RawSpan) throws(LineFault) {
    self.line = line
    places = try Places(trusting: line)
  }

  /// False of a line that has another revision than 0; for whoever passes over most lines.
  ///
  /// True of a line that cannot be read: reading it says why.
  public static func mayBeginStream(_ line: RawSpan) -> Bool {
    line.withUnsafeBytes { bytes in
      guard var places = try? TrustedPlaces(bytes), let number = try? places.revision() else {
        return true
      }
      return (bytes[number].decimal ?? 0) == 0
    }
  }

  public var actor: String { text(places.actor) }
  public var causationID: String? { optionalText(places.causationID) }
  /// `sha256:` and 64 hex digits.
  public var commandDigest: String { text(places.commandDigest) }
  public var commandID: String { text(places.commandID) }
  public var correlationID: String? { optionalText(places.correlationID) }
  public var id: String { text(places.id) }
  public var occurred: String { text(places.occurred) }
  public var revision: Int { places.revision }
  public var source: String { text(places.source) }
  public var subject: String { text(places.subject) }
  public var time: String { text(places.time) }
  public var type: String { text(places.type) }

  /// The event's own data: canonical JSON, an object.
  public var data: RawSpan {
    @_lifetime(copy self)
    get { line.extracting(places.data) }
  }

  // The same as bytes, for whoever compares many lines and makes texts of few.
  public var commandIDBytes: RawSpan {
    @_lifetime(copy self) get { line.extracting(places.commandID) }
  }
  public var commandDigestBytes: RawSpan {
    @_lifetime(copy self) get { line.extracting(places.commandDigest) }
  }
  public var sourceBytes: RawSpan {
    @_lifetime(copy self) get { line.extracting(places.source) }
  }
  public var subjectBytes: RawSpan {
    @_lifetime(copy self) get { line.extracting(places.subject) }
  }
  public var timeBytes: RawSpan {
    @_lifetime(copy self) get { line.extracting(places.time) }
  }

  /// What `id` spells; nil where it is no position.
  public var position: GlobalPosition? {
    line.extracting(places.id).decimal.map { GlobalPosition($0) }
  }

  /// Whether an attribute is this text, byte for byte; it makes no text of it.
  public func isType(_ text: String) -> Bool { holds(text, at: places.type) }
  public func isSubject(_ text: String) -> Bool { holds(text, at: places.subject) }
  public func isCommandID(_ text: String) -> Bool { holds(text, at: places.commandID) }

  /// The digest of the line's command.
  public func digest() throws(LineFault) -> TreeHash {
    let label: StaticString = "sha256:"
    let spelled = line.extracting(places.commandDigest)
    guard spelled.begins(with: label),
      let digest = TreeHash(hex: spelled.extracting(droppingFirst: label.utf8CodeUnitCount))
    else { throw .malformedAttribute("commanddigest") }
    return digest
  }

  /// The attributes as values of the log's own types: the log writes the same line for them.
  public func envelope() throws(LineFault) -> Envelope {
    guard let number = line.extracting(places.id).decimal else { throw .malformedAttribute("id") }
    guard let stream = try? StreamName(subject) else { throw .malformedAttribute("subject") }
    guard let time = RecordTime(timeBytes) else { throw .malformedAttribute("time") }
    guard revision >= 0 else { throw .malformedAttribute("revision") }
    return Envelope(
      actor: actor, causationID: causationID, commandDigest: try digest(), commandID: commandID,
      correlationID: correlationID, position: GlobalPosition(number), occurred: occurred,
      revision: StreamRevision(UInt64(revision)), source: source, stream: stream, time: time,
      type: type)
  }

  private func optionalText(_ place: Range<Int>?) -> String? {
    guard let place else { return nil }
    return text(place)
  }

  private func text(_ place: Range<Int>) -> String { line.extracting(place).text }

  private func holds(_ text: String, at place: Range<Int>) -> Bool {
    line.extracting(place).isEqual(to: text.utf8.span.bytes)
  }
}

/// Where in a line each attribute stands, without its quotes.
private struct Places {
  let actor: Range<Int>
  let causationID: Range<Int>?
  let commandDigest: Range<Int>
  let commandID: Range<Int>
  let correlationID: Range<Int>?
  let data: Range<Int>
  let id: Range<Int>
  let occurred: Range<Int>
  let revision: Int
  let source: Range<Int>
  let subject: Range<Int>
  let time: Range<Int>
  let type: Range<Int>

  init(_ line: RawSpan) throws(LineFault) {
    var reader = AttributeReader(line)
    try reader.json { (json) throws(JSONFault) in try json.beginObject() }
    actor = try reader.attribute("actor")
    causationID = try reader.optional("causationid")
    commandDigest = try reader.attribute("commanddigest")
    commandID = try reader.attribute("commandid")
    correlationID = try reader.optional("correlationid")
    data = try reader.object("data")
    id = try reader.attribute("id")
    occurred = try reader.attribute("occurred")
    revision = try reader.integer("revision")
    source = try reader.attribute("source")
    let version = try reader.attribute("specversion")
    guard line.extracting(version).isEqual(to: "1.0") else {
      throw .malformedAttribute("specversion")
    }
    subject = try reader.attribute("subject")
    time = try reader.attribute("time")
    type = try reader.attribute("type")
    guard line.extracting(type).isTypeName else { throw .malformedAttribute("type") }
    try reader.json { (json) throws(JSONFault) in
      try json.endObject()
      try json.expectEnd()
    }
  }

  init(trusting line: RawSpan) throws(LineFault) {
    self = try line.withUnsafeBytes { (bytes) throws(LineFault) in try Places(trusting: bytes) }
  }

  private init(trusting line: UnsafeRawBufferPointer) throws(LineFault) {
    var places = try TrustedPlaces(line)
    guard let actor = places.leading("actor") else { throw .attribute("actor", offset: 1) }
    self.actor = actor
    causationID = places.leading("causationid")
    guard let digest = places.leading("commanddigest"), let id = places.leading("commandid") else {
      throw .attribute("commanddigest", offset: actor.upperBound)
    }
    (commandDigest, commandID) = (digest, id)
    correlationID = places.leading("correlationid")
    type = try places.trailing("type")
    time = try places.trailing("time", atLeast: RecordTime.length)
    subject = try places.trailing("subject")
    _ = try places.trailing("specversion", atLeast: 3)
    source = try places.trailing("source")
    let number = try places.trailingNumber("revision")
    guard let revision = line[number].decimal.flatMap(Int.init(exactly:)) else {
      throw .malformedAttribute("revision")
    }
    self.revision = revision
    occurred = try places.trailing("occurred")
    self.id = try places.trailing("id")
    data = try places.data()
  }
}
