import DealRecords
import EventLog
import Keyring
import Transparency

/// Reads lines by themselves, with all that lies beside them: of other lines it knows the first of
/// the same command only.
///
/// Several may read at a time. What takes long is done here: hashing, opening, decoding.
struct LineReader: Sendable {
  let identity: LedgerIdentity?
  let vault: Vault?
  /// Nil where no keys are at hand.
  let opener: Opener?
  let owners: KeyCheck?
  private let options: ReplayOptions
  private let last: UInt64

  /// - Parameter last: The last position that is looked at.
  init(_ draft: CertificateDraft, _ vault: Vault?, upTo last: UInt64) {
    (identity, options, self.vault, self.last) = (draft.identity, draft.options, vault, last)
    opener = vault.map { Opener($0, for: .deciding) }
    owners = vault.map(KeyCheck.init)
  }

  /// Reads the commands that begin in a part, each with all of its lines.
  func read(
    _ positions: LineParts.Part, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> ReadPart {
    var part = ReadPart(options)
    var seals = SealCheck(owners)
    var command = try CommandMark(lastBefore: positions.start, in: snapshot)
    var hasBegun = positions.start == 0
    var rows = try snapshot.rows(of: .events, from: GlobalPosition(positions.start))
    while let row = try rows.next() {
      guard let line = try? StoredLine(row) else {
        if hasBegun { part.lines.append(ReadLine(at: .first, leaf: nil)) }
        continue
      }
      guard line.position.rawValue <= last else { break }
      guard let view = try? LineView(line.bytes), let envelope = try? view.envelope() else {
        if hasBegun { part.take(malformed: line) }
        continue
      }
      let mark = CommandMark(envelope)
      let begins = mark != command
      if begins, positions.ended(before: line.position) { break }
      hasBegun = hasBegun || begins
      command = mark
      guard hasBegun else { continue }
      let reading =
        begins ? try self.command(envelope, line.position, snapshot, &seals, &part.draft) : nil
      let fact = try fact(line, view, envelope, snapshot, &seals, &part.draft)
      part.lines.append(ReadLine(at: line.position, .leaf(line.bytes), envelope, reading, fact))
    }
    return part
  }

  /// Reads the command that begins with a line.
  private func command(
    _ envelope: Envelope, _ position: GlobalPosition, _ snapshot: borrowing Snapshot,
    _ seals: inout SealCheck, _ draft: inout CertificateDraft
  ) throws(LogFault) -> CommandReading {
    let row = try snapshot.request(firstAt: position)
    seals.begin(row)
    let kept = KeptCommand(row, of: envelope, at: position, by: vault, owners, &draft)
    guard draft.asks(.decisions) else { return .passed }
    if envelope.stream == .ledger {
      try checkOwnFact(kept, envelope, snapshot, &draft)
      return .passed
    }
    guard position.rawValue >= options.since else { return .early }
    switch kept {
    case .closed: return .closed
    case .missing: return .missing
    case .opened(let record, let keys): return try received(record, keys, envelope, snapshot)
    }
  }

  private func received(
    _ record: CommandRecord, _ keys: [KeyID], _ envelope: Envelope, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> CommandReading {
    let place = Place.event(envelope.position, of: envelope.stream.text)
    let command: ReceivedCommand
    do throws(Divergence) {
      command = try ReceivedCommand(record, at: place)
    } catch {
      return .contradicted([error])
    }
    if let clock = identity?.clock {
      let differences = command.differences(from: envelope, clock)
      if !differences.isEmpty { return .contradicted(differences) }
    }
    if let problem = problem(with: command, under: keys) { return .contradicted([problem]) }
    if let problem = try command.problemWithDocument(snapshot) { return .contradicted([problem]) }
    if let problem = try command.findings.problemWithSender(of: envelope, at: place, snapshot) {
      return .contradicted([problem])
    }
    return .received(command)
  }

  /// Whether somebody could read the command still once a person in it was erased.
  private func problem(with command: ReceivedCommand, under keys: [KeyID]) -> Divergence? {
    let (stream, persons) = (command.request.about.stream, command.request.dataSubjects)
    guard owners?.belong(keys, to: stream, and: persons) == false else { return nil }
    return Divergence(
      .decisions, .requestDiffers, at: command.place,
      "the request is not sealed under the keys of its stream and of the persons in it")
  }

  /// Checks what is sealed of a line, and reads what the line records where that is asked for.
  private func fact(
    _ line: borrowing StoredLine, _ view: borrowing LineView, _ envelope: Envelope,
    _ snapshot: borrowing Snapshot, _ seals: inout SealCheck, _ draft: inout CertificateDraft
  ) throws(LogFault) -> ReadFact? {
    let row = try snapshot.vault(at: line.position)
    let parts = SealedParts(row)
    let isSound = seals.take(
      line, of: envelope.stream, under: parts?.keys, isSealed: row != nil, &draft)
    guard draft.asks(.decisions) else { return nil }
    let place = Place.event(line.position, of: envelope.stream.text)
    guard isSound, let row, let parts, let opener else {
      if isSound, row != nil { draft.counts.closedLines += 1 }
      return closed(view, isSound && row == nil ? nil : .closed, at: place, &draft)
    }
    return read(view, envelope, opener.open(row, parts, of: envelope), parts.keys, place, &draft)
  }
}
