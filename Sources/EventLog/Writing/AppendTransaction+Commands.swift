import CanonicalJSON
import LMDB
import Transparency

extension AppendTransaction {
  /// Takes one command through: known already, as expected, decided, written.
  ///
  /// What it throws before the first write concerns this command alone, and the batch goes on.
  mutating func take(_ submission: Submission) throws(AppendFault) -> AppendOutcome {
    do throws(LogFault) {
      if let known = try repetition(of: submission) { return known }
      if let conflict = try conflict(with: submission) { return conflict }
      switch try submission.decide(self) {
      case .refuse(let code, let message):
        try keepRefusal(of: submission, code: code, message: message)
        return .refused(code: code, message: message)
      case .findAgain: return .findAgain
      case .append(let appends):
        return .appended(try write(appends, of: submission))
      }
    } catch {
      throw AppendFault(error)
    }
  }

  private mutating func repetition(
    of submission: Submission
  ) throws(LogFault) -> AppendOutcome? {
    guard let row = try tables.command(submission.id, in: transaction) else { return nil }
    guard let stored = try tables.request(firstAt: row.first, in: transaction) else {
      throw .damaged("the command at position \(row.first) has no request")
    }
    guard stored.request == submission.request else {
      try keepRefusal(
        of: submission, code: "command-id-reused",
        message: "this id came before with another request")
      return .reusedID(submission.id)
    }
    return .repeated(try tables.receipt(for: row, stored, in: transaction))
  }

  private mutating func conflict(
    with submission: Submission
  ) throws(LogFault) -> AppendOutcome? {
    for (stream, expected) in submission.expecting {
      let current = try head(of: stream)
      guard !expected.admits(current) else { continue }
      try keepRefusal(
        of: submission, code: "wrong-revision",
        message: "the stream \(stream) stands at \(current.map { "\($0)" } ?? "no event")")
      return .conflict(stream: stream, expected: expected, current: current)
    }
    return nil
  }

  private mutating func write(
    _ appends: [(stream: StreamName, events: [NewEvent])], of submission: Submission
  ) throws(LogFault) -> Receipt {
    let stored = StoredRequest(
      salt: .random(), request: submission.request, findings: submission.findings)
    let lines = try lines(for: appends, of: submission, digest: stored.digest)
    guard let first = lines.first else { throw .damaged("a decision without events") }
    let row = CommandRow(
      first: first.place.position, count: lines.count, digest: stored.digest)
    for line in lines { try add(line) }
    try put(row.encoded, for: Keys.command(submission.id), in: tables.commands)
    try put(
      stored.encoded, for: Keys.bigEndian(row.first.rawValue), in: tables.requests)
    for document in submission.documents { try keep(document) }
    return Receipt(events: lines.map(\.place), salt: stored.salt, digest: stored.digest)
  }

  /// The lines that the events come to, with their places, before anything is written.
  private func lines(
    for appends: [(stream: StreamName, events: [NewEvent])], of submission: Submission,
    digest: TreeHash
  ) throws(LogFault) -> [PlacedLine] {
    let count = appends.reduce(0) { $0 + $1.events.count }
    guard count <= EventStore.mostEvents else { throw .tooManyEvents(count) }
    var lines: [PlacedLine] = []
    for (stream, events) in appends {
      var revision = try head(of: stream)?.next ?? .first
      for event in events {
        let place = Receipt.Place(
          position: GlobalPosition(tail.edge.size + UInt64(lines.count)), stream: stream,
          revision: revision, type: event.type)
        lines.append(try line(for: event, at: place, of: submission, digest: digest))
        revision = revision.next
      }
    }
    return lines
  }

  private func line(
    for event: NewEvent, at place: Receipt.Place, of submission: Submission, digest: TreeHash
  ) throws(LogFault) -> PlacedLine {
    let envelope = Envelope(
      actor: submission.actor, causationID: submission.causationID, commandDigest: digest,
      commandID: submission.id.id, correlationID: submission.correlationID,
      position: place.position, occurred: submission.occurred, revision: place.revision,
      source: tail.source, stream: place.stream, time: recordTime(of: submission),
      type: event.type)
    let line = envelope.line(with: event.data)
    guard line.count <= EventStore.longestLine else { throw .lineTooLong(line.count) }
    return PlacedLine(place: place, time: envelope.time, bytes: line)
  }

  /// Record time never goes back, whatever the clock does.
  private func recordTime(of submission: Submission) -> RecordTime {
    tail.time.map { max($0, submission.time) } ?? submission.time
  }

  private mutating func add(_ line: PlacedLine) throws(LogFault) {
    let key = IntegerKey(line.place.position.rawValue)
    do throws(LMDBError) {
      try transaction.append(line.bytes.span.bytes, for: key.bytes, in: tables.events)
    } catch {
      throw .storage(error)
    }
    try put(
      Keys.bigEndian(line.place.position.rawValue),
      for: Keys.stream(line.place.stream, line.place.revision), in: tables.streams)
    try grow(by: .leaf(line.bytes.span.bytes))
    tail.time = line.time
  }

  private mutating func grow(by leaf: TreeHash) throws(LogFault) {
    var edge = tail.edge
    tail.edge = TreeEdge()  // so that the edge has one owner and is changed where it lies
    var full: [(TileCoordinate, [UInt8])] = []
    edge.append(leaf) { tile, bytes in full.append((tile, bytes.copied())) }
    tail.edge = edge
    for (tile, bytes) in full { try put(bytes, for: Keys.tile(tile), in: tables.tiles) }
  }

  mutating func keep(_ document: Document) throws(LogFault) {
    try put(
      document.bytes, for: Keys.document(document.digest, under: document.stream),
      in: tables.documents)
  }

  /// Keeps an attempt that was refused, since auditors ask about attempts.
  private mutating func keepRefusal(
    of submission: Submission, code: String, message: String
  ) throws(LogFault) {
    let refusal = RefusedAttempt(
      actor: submission.actor, code: code, commandID: submission.id.id, message: message,
      occurred: submission.occurred, request: String(decoding: submission.request, as: UTF8.self),
      sender: submission.id.sender, time: submission.time.text)
    let number = try tables.refusalCount(in: transaction)
    try put(refusal.encoded, for: Keys.bigEndian(number), in: tables.refusals)
  }
}

/// A line with its place, before it is written.
private struct PlacedLine {
  let place: Receipt.Place
  let time: RecordTime
  let bytes: [UInt8]
}

/// A fault of one command, or of its whole batch.
struct AppendFault: Error {
  let fault: LogFault

  init(_ fault: LogFault) { self.fault = fault }

  /// Whether only the command is at fault: it was found out before anything was written.
  var concernsCommandAlone: Bool {
    switch fault {
    case .lineTooLong, .tooManyEvents, .documentTooLong, .malformedName: true
    default: false
    }
  }
}

extension [UInt8] {
  /// 32 bytes from the system's generator.
  fileprivate static func random() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<StoredRequest.saltLength / 8).flatMap { _ in Keys.bigEndian(generator.next()) }
  }
}
