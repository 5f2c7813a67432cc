import LMDB
import Transparency

extension AppendTransaction {
  /// Takes one command through: known already, as expected, decided, written.
  mutating func take(_ submission: Submission) throws(AppendFault) -> AppendOutcome {
    let answer: Answer
    do throws(LogFault) {
      answer = try self.answer(to: submission)
    } catch {
      throw .beforeWriting(error)
    }
    do throws(LogFault) {
      return try carryOut(answer, to: submission)
    } catch {
      throw .ofBatch(error)
    }
  }

  /// What a command will be answered; nothing is written yet.
  private func answer(to submission: Submission) throws(LogFault) -> Answer {
    if let known = try repetition(of: submission) { return known }
    if let conflict = try conflict(with: submission) { return conflict }
    switch try submission.decide(self) {
    case .append(let appends): return try addition(of: appends, from: submission)
    case .findAgain: return .nothing(.findAgain)
    case .refuse(let code, let message):
      return try refusal(
        of: submission, as: .refused(code: code, message: message), code: code, message: message)
    }
  }

  private mutating func carryOut(
    _ answer: Answer, to submission: Submission
  ) throws(LogFault) -> AppendOutcome {
    switch answer {
    case .nothing(let outcome): return outcome
    case .refusal(let outcome, let attempt):
      try keep(attempt)
      return outcome
    case .addition(let lines):
      let digest = submission.digest
      let row = CommandRow(first: lines[0].place.position, count: lines.count, digest: digest)
      for line in lines { try add(line) }
      if let source = submission.source { tail.source = source }
      try put(row.encoded, for: Keys.command(submission.id), in: tables.commands)
      try put(submission.request, for: Keys.bigEndian(row.first.rawValue), in: tables.requests)
      for document in submission.documents { try keep(document) }
      return .appended(Receipt(events: lines.map(\.place), digest: digest))
    }
  }

  private func repetition(of submission: Submission) throws(LogFault) -> Answer? {
    guard let row = try tables.command(submission.id, in: transaction) else { return nil }
    guard let stored = try tables.request(firstAt: row.first, in: transaction) else {
      throw .damaged("the command at position \(row.first) has no request")
    }
    guard try submission.isSameRequest(stored) else {
      return try refusal(
        of: submission, as: .reusedID(submission.id), code: "command-id-reused",
        message: "this id came before with another request")
    }
    return .nothing(.repeated(try tables.receipt(for: row, in: transaction)))
  }

  private func conflict(with submission: Submission) throws(LogFault) -> Answer? {
    for (stream, expected) in submission.expecting {
      let current = try head(of: stream)
      guard !expected.admits(current) else { continue }
      return try refusal(
        of: submission, as: .conflict(stream: stream, expected: expected, current: current),
        code: "wrong-revision",
        message: "the stream \(stream) stands at \(current.map { "\($0)" } ?? "no event")")
    }
    return nil
  }

  private func refusal(
    of submission: Submission, as outcome: AppendOutcome, code: String, message: String
  ) throws(LogFault) -> Answer {
    .refusal(outcome, try RefusedAttempt(submission, code: code, message: message))
  }

  /// The lines that the events come to, with their places.
  private func addition(
    of appends: [(stream: StreamName, events: [NewEvent])], from submission: Submission
  ) throws(LogFault) -> Answer {
    let count = appends.reduce(0) { $0 + $1.events.count }
    guard count > 0 else { throw .noEvents }
    guard count <= EventStore.mostEvents else { throw .tooManyEvents(count) }
    guard !submission.request.isEmpty else { throw .nothingSealed }
    var lines: [PlacedLine] = []
    lines.reserveCapacity(count)
    var following: [StreamName: StreamRevision] = [:]
    for (stream, events) in appends {
      var revision =
        if let next = following[stream] { next } else { try head(of: stream)?.next ?? .first }
      for event in events {
        let place = Receipt.Place(
          position: GlobalPosition(size + UInt64(lines.count)), stream: stream,
          revision: revision, type: event.type)
        lines.append(try line(for: event, at: place, of: submission))
        revision = revision.next
      }
      following[stream] = revision
    }
    return .addition(lines)
  }

  private func line(
    for event: NewEvent, at place: Receipt.Place, of submission: Submission
  ) throws(LogFault) -> PlacedLine {
    let envelope = Envelope(
      actor: submission.actor, causationID: submission.causationID,
      commandDigest: submission.digest, commandID: submission.id.id,
      correlationID: submission.correlationID, position: place.position,
      occurred: submission.occurred, revision: place.revision,
      source: submission.source ?? tail.source,
      stream: place.stream, time: recordTime(of: submission), type: event.type)
    let line = envelope.line(with: event.data)
    guard line.count <= EventStore.longestLine else { throw .lineTooLong(line.count) }
    do throws(LineFault) {
      // Whatever is stored can be read again, whatever the decision gave.
      _ = try LineView(line.span.bytes)
    } catch {
      throw .malformedLine(error)
    }
    return PlacedLine(place: place, time: envelope.time, bytes: line, vault: event.vault)
  }

  /// Record time never goes back, whatever the clock does.
  private func recordTime(of submission: Submission) -> RecordTime {
    tail.time.map { max($0, submission.time) } ?? submission.time
  }

  private mutating func add(_ line: PlacedLine) throws(LogFault) {
    try append(line.bytes, at: line.place.position, in: tables.events)
    if !line.vault.isEmpty { try append(line.vault, at: line.place.position, in: tables.vault) }
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
}

/// What a command will be answered, and what is to be written for it.
private enum Answer {
  case nothing(AppendOutcome)
  case refusal(AppendOutcome, RefusedAttempt)
  case addition([PlacedLine])
}

/// A line with its place, before it is written.
private struct PlacedLine {
  let place: Receipt.Place
  let time: RecordTime
  let bytes: [UInt8]
  let vault: [UInt8]
}
