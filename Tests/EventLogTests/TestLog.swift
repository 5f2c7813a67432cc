import Dispatch
import EventLog
import LMDB
import Transparency

/// A log in a folder of its own, with `ledger.created.v1` at position 0.
final class TestLog: Sendable {
  static let source = "/ledgers/test/0"

  let folder: TemporaryFolder
  var path: String { folder.path }

  init(mapSize: Int = 1 << 30) throws {
    folder = try TemporaryFolder()
    let outcome = try EventStore.create(
      folder: folder.path, source: Self.source, mapSize: mapSize, founding: .founding())
    guard case .appended = outcome else { throw Unexpected(outcome: outcome) }
  }

  func open(
    _ access: EventStore.Access = .readWrite, mapSize: Int = 1 << 30,
    abandoned: @escaping @Sendable () -> Void = {},
    securing: @escaping @Sendable () throws(LogFault) -> Void = {}
  ) throws(LogFault) -> EventStore {
    // The writer keeps the folder: its file's number is given to another log once it is removed,
    // and until it is closed that number counts as open.
    try EventStore(
      folder: path, access: access, mapSize: mapSize,
      abandoned: { [folder] in withExtendedLifetime(folder) { abandoned() } }, securing: securing)
  }

  /// How many events the log has; nobody may have it open.
  func size(
    _ access: EventStore.Access = .readWrite, mapSize: Int = 1 << 30
  ) throws(LogFault) -> UInt64 {
    let store = try open(access, mapSize: mapSize)
    let size = try store.size()
    store.close()
    return size
  }

  /// Changes the log's tables behind its back; nobody may have it open.
  func tamper(
    _ table: String, _ change: (inout WriteTransaction, Table) throws(LMDBError) -> Void
  ) throws(LMDBError) {
    let environment = try Environment(folder: path, mapSize: 1 << 30)
    let table = try environment.openTables([table])[0]
    var transaction = try WriteTransaction(environment)
    try change(&transaction, table)
    try transaction.commit()
  }
}

struct Unexpected: Error {
  let outcome: AppendOutcome
}

extension AppendOutcome {
  /// The receipt of a command that was appended.
  func appended() throws -> Receipt {
    guard case .appended(let receipt) = self else { throw Unexpected(outcome: self) }
    return receipt
  }

  /// The receipt of a command that came before.
  func repeated() throws -> Receipt {
    guard case .repeated(let receipt) = self else { throw Unexpected(outcome: self) }
    return receipt
  }
}

extension Receipt {
  /// `position stream revision type` of each event.
  var places: [String] { events.map { "\($0.position) \($0.stream) \($0.revision) \($0.type)" } }
}

extension Submission {
  static func founding() throws(LogFault) -> Submission {
    try Submission("init", appending: [("ledger", 1)], type: "ledger.created.v1")
  }

  /// A command that comes to so many events in each of these streams.
  init(
    _ id: String, from sender: String = "caih", request: String? = nil,
    time: String = "2026-11-21T09:00:00.000000Z",
    expecting: [(String, ExpectedRevision)] = [],
    appending events: [(stream: String, count: Int)], type: String = "deal.tested.v1",
    padding: Int = 0, vault: String = ""
  ) throws(LogFault) {
    var appends: [(stream: StreamName, events: [NewEvent])] = []
    for (stream, count) in events {
      let data = #"{"by":"\#(id)","padding":"\#(String(repeating: "x", count: padding))"}"#
      let event = NewEvent(type: type, data: Array(data.utf8), vault: Array(vault.utf8))
      appends.append((try StreamName(stream), Array(repeating: event, count: count)))
    }
    let verdict = Verdict.append(appends)
    try self.init(id, from: sender, request: request, time: time, expecting: expecting) { _ in
      verdict
    }
  }

  init(
    _ id: String, from sender: String = "caih", request: String? = nil,
    time: String = "2026-11-21T09:00:00.000000Z",
    expecting: [(String, ExpectedRevision)] = [],
    decide: @escaping @Sendable (borrowing AppendTransaction) throws(LogFault) -> Verdict
  ) throws(LogFault) {
    guard let time = RecordTime(time) else { throw .malformedName(time) }
    var expected: [(stream: StreamName, revision: ExpectedRevision)] = []
    for (stream, revision) in expecting { expected.append((try StreamName(stream), revision)) }
    let request = request ?? "request \(id)"
    self.init(
      id: try CommandID(id, from: sender), actor: "party:caih",
      occurred: "2026-11-21T17:00:00+08:00", time: time,
      digest: .sha256("digested \(request)".utf8.span.bytes), request: Seal.seal(request),
      expecting: expected, isSameRequest: { stored in Seal.open(stored) == request },
      sealedRefusal: { _, message in Seal.seal(message + "\n" + request) }, decide: decide)
  }
}

/// Hides a text well enough that a search for it finds nothing.
enum Seal {
  static func seal(_ text: String) -> [UInt8] { [0xA5] + text.utf8.map { $0 ^ 0xA5 } }

  static func open(_ sealed: RawSpan) -> String {
    String(decoding: sealed.copied().dropFirst().map { $0 ^ 0xA5 }, as: UTF8.self)
  }
}

extension RefusedAttempt {
  /// What was sealed: the message, and then the request.
  var opened: [String] {
    Seal.open(sealed.span.bytes).split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
  }
}

extension Document {
  init(_ text: String, under stream: String) throws(LogFault) {
    try self.init(
      sealed: Seal.seal(text), digest: .sha256(text.utf8.span.bytes), under: StreamName(stream))
  }
}

extension NewEvent {
  /// An event whose data are a text of canonical JSON.
  init(_ data: String, type: String = "deal.tested.v1") {
    self.init(type: type, data: Array(data.utf8))
  }
}

extension EventStore {
  /// Every line of the log, as text.
  func lines(
    from start: UInt64? = nil, _ direction: ReadDirection = .forward
  ) throws(LogFault) -> [String] {
    try withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(from: start.map { GlobalPosition($0) }, direction)
      var lines: [String] = []
      while let line = try cursor.next() { lines.append(line.bytes.text) }
      return lines
    }
  }

  /// The position of every line that a cursor over the whole log gives.
  func positions(
    from start: UInt64? = nil, _ direction: ReadDirection = .forward
  ) throws(LogFault) -> [UInt64] {
    try withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(from: start.map { GlobalPosition($0) }, direction)
      var positions: [UInt64] = []
      while let line = try cursor.next() { positions.append(line.position.rawValue) }
      return positions
    }
  }

  /// `revision@position` of every line of a stream.
  func places(
    of stream: String, from start: UInt64? = nil, _ direction: ReadDirection = .forward
  ) throws(LogFault) -> [String] {
    let stream = try StreamName(stream)
    return try withSnapshot { snapshot throws(LogFault) in
      var cursor = try snapshot.lines(of: stream, from: start.map { StreamRevision($0) }, direction)
      var places: [String] = []
      while let line = try cursor.next() {
        places.append("\(cursor.revision.map { "\($0)" } ?? "?")@\(line.position)")
      }
      return places
    }
  }

  func size() throws(LogFault) -> UInt64 {
    try withSnapshot { snapshot throws(LogFault) in try snapshot.size() }
  }

  func head(of stream: String) throws(LogFault) -> UInt64? {
    let stream = try StreamName(stream)
    return try withSnapshot { snapshot throws(LogFault) in try snapshot.head(of: stream)?.rawValue }
  }

  /// What is sealed of the event at a position.
  func vault(at position: UInt64) throws(LogFault) -> [UInt8]? {
    try withSnapshot { snapshot throws(LogFault) in
      try snapshot.vault(at: GlobalPosition(position))?.copied()
    }
  }

  /// The sealed request of the command whose first event stands at a position.
  func request(firstAt position: UInt64) throws(LogFault) -> [UInt8]? {
    try withSnapshot { snapshot throws(LogFault) in
      try snapshot.request(firstAt: GlobalPosition(position))?.copied()
    }
  }

  /// What an append throws.
  func fault(of submission: Submission) async -> LogFault? {
    do throws(LogFault) {
      _ = try await append(submission)
      return nil
    } catch {
      return error
    }
  }

  func refusals() throws(LogFault) -> [RefusedAttempt] {
    try withSnapshot { snapshot throws(LogFault) in try snapshot.refusals() }
  }

  /// Submits all before it waits for the first answer.
  func submit(_ submissions: [Submission]) async -> [Result<AppendOutcome, LogFault>] {
    let (answered, answer) = AsyncStream.makeStream(of: (Int, Result<AppendOutcome, LogFault>).self)
    submitTogether(submissions) { answer.yield(($0, $1)) }
    var answers: [Int: Result<AppendOutcome, LogFault>] = [:]
    for await (number, result) in answered.prefix(submissions.count) { answers[number] = result }
    return submissions.indices.compactMap { answers[$0] }
  }

  /// Submits all while the writer is held up, so that they come into one batch.
  func submitTogether(
    _ submissions: [Submission],
    completion: @escaping @Sendable (Int, Result<AppendOutcome, LogFault>) -> Void = { _, _ in }
  ) {
    let (isHeld, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let held = try? Submission("held") { _ in
      isHeld.signal()
      gate.wait()
      return .findAgain
    }
    guard let held else { return }
    submit(held) { _ in }
    isHeld.wait()
    for (number, submission) in submissions.enumerated() {
      submit(submission) { completion(number, $0) }
    }
    gate.signal()
  }
}

extension RawSpan {
  var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}

extension String {
  /// The line's value for an attribute that is text.
  func attribute(_ name: String) -> String? {
    guard let start = firstRange(of: "\"\(name)\":\"") else { return nil }
    return String(self[start.upperBound...].prefix { $0 != "\"" })
  }
}
