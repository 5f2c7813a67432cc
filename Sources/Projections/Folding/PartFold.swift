import DealRecords
import Deals
import EventLog

/// Folds parts of the log, each by itself, so that several threads may.
///
/// A stream is folded whole where it begins: its rows are given once, as its last event leaves them,
/// and no state outlives its part, however many deals there are. What its events give by themselves
/// is kept for the parts in which they stand, as far as there is room, and made anew where it is not.
struct PartFold: Sendable {
  /// Events in a part: enough that taking turns costs nothing, and few enough to be held in memory.
  static let length: UInt64 = 256

  private let projections: [any Projection.Type]
  private let concerns: [(any DealConcern.Type)?]
  /// The log is read up to here.
  let end: UInt64
  private let readers: [Reader]
  /// Those of them that give rows for each event.
  private let eventReaders: [Int]
  private let isWanted: ModelPart.RowFilter?

  /// What is given the same to read, by the scope of its rows.
  private struct Reader: Sendable {
    let reading: ModelReading
    let ofEvents: [ModelPart.ProjectionPlace]
    let ofStreams: [ModelPart.ProjectionPlace]
    let early = EarlyRows()
  }

  /// - Parameter isWanted: Which rows are given; all where it is nil.
  init(
    _ projections: [any Projection.Type], _ exposure: Exposure, before end: UInt64,
    where isWanted: ModelPart.RowFilter? = nil
  ) {
    (self.projections, self.end, self.isWanted) = (projections, end, isWanted)
    concerns = StreamFold.concerns(among: projections)
    readers = ModelReading.all(of: projections, exposure).map { reading in
      let places = projections.indices.filter { place in
        reading.projections.contains { $0 == projections[place] }
      }
      return Reader(
        reading: reading, ofEvents: places.filter { projections[$0].scope == .event },
        ofStreams: places.filter { projections[$0].scope == .stream })
    }
    eventReaders = readers.indices.filter { [readers] in !readers[$0].ofEvents.isEmpty }
  }

  var parts: Int { Int((end + Self.length - 1) / Self.length) }

  static func part(of position: UInt64) -> Int { Int(position / length) }

  /// Where a part ends.
  func end(of part: Int) -> UInt64 { min(end, UInt64(part + 1) * Self.length) }

  func read(_ part: Int, _ snapshot: borrowing Snapshot) throws(LogFault) -> ModelPart {
    var given = ModelPart(where: isWanted)
    var early = readers.map { $0.early.take(part) }
    var next = UInt64(part) * Self.length
    var lines = try snapshot.lines(from: GlobalPosition(next))
    while next < end(of: part), let line = try lines.next() {
      if isOfInterest(line), !give(&early, at: next, into: &given) {
        try take(line, &early, into: &given, snapshot)
      }
      next += 1
    }
    return given
  }

  /// Whether a stream begins at a line, where nothing else is looked for.
  private func isOfInterest(_ line: borrowing StoredLine) -> Bool {
    !eventReaders.isEmpty || LineView.mayBeginStream(line.bytes)
  }

  /// Gives what was kept of an event; false where some of it was not.
  ///
  /// It was kept by the fold of the event's stream, which therefore does not begin here.
  private func give(
    _ early: inout [EarlyRows.Entries], at position: UInt64, into given: inout ModelPart
  ) -> Bool {
    guard !eventReaders.isEmpty, eventReaders.allSatisfy({ early[$0][position] != nil }) else {
      return false
    }
    for place in eventReaders {
      if let entry = early[place][position] { given.give(entry) }
    }
    return true
  }

  private func take(
    _ line: borrowing StoredLine, _ early: inout [EarlyRows.Entries], into given: inout ModelPart,
    _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(trusting: line.bytes)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    let stream = try StreamName(view.subject)
    for (place, reader) in readers.enumerated() {
      if view.revision == 0, !reader.ofStreams.isEmpty {
        try fold(stream, at: line.position, for: reader, &early[place], into: &given, snapshot)
      }
      if reader.ofEvents.isEmpty { continue }
      if let entry = early[place][line.position.rawValue] {
        given.give(entry)
      } else {
        let event = try reader.reading.event(view, at: line.position, of: stream, in: snapshot)
        give(event, reader.ofEvents, at: line.position, of: stream, into: &given)
      }
    }
  }

  /// Folds the stream that begins here, and keeps what its events give by themselves.
  private func fold(
    _ stream: StreamName, at start: GlobalPosition, for reader: Reader,
    _ early: inout EarlyRows.Entries, into given: inout ModelPart, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var fold = StreamFold(
      stream, reader.ofStreams, projections, concerns: concerns, reader.reading, before: end,
      eventPlaces: reader.early.hasRoom ? reader.ofEvents : [], where: isWanted)
    // It goes on where this part has come to, so that nothing is copied.
    swap(&given, &fold.given)
    defer { swap(&given, &fold.given) }
    try fold.run(snapshot)
    reader.early.keep(fold.early, from: Self.part(of: start.rawValue), &early)
  }

  private func give(
    _ read: Result<LoggedEvent, FoldFault>, _ places: [ModelPart.ProjectionPlace],
    at position: GlobalPosition, of stream: StreamName, into given: inout ModelPart
  ) {
    for place in places {
      if let objection = projections[place].objection(to: read) {
        let parked = ParkedStream(
          projection: projections[place].name, stream: stream.text, position: position,
          reason: objection)
        given.park(parked)
      } else if case .success(let event) = read {
        given.give(projections[place].rows(after: event, state: nil), of: place, stream)
      }
    }
  }
}

extension Projection {
  /// Why this projection cannot apply what was read; nil where it can.
  static func objection(to read: borrowing Result<LoggedEvent, FoldFault>) -> String? {
    switch read {
    case .success(let event): objection(to: event)
    case .failure(let fault): "\(fault)"
    }
  }
}
