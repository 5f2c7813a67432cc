import DealRecords
import Deals
import EventLog

/// Folds parts of the log, each by itself, so that several threads may.
///
/// A stream is folded whole where it begins: its rows are given once, as its last event leaves them,
/// and no state outlives its part, however many deals there are.
struct PartFold: Sendable {
  /// Events in a part: enough that taking turns costs nothing, and few enough to be held in memory.
  static let length: UInt64 = 256

  private let projections: [any Projection.Type]
  /// The log is read up to here.
  let end: UInt64
  private let readers: [Reader]

  /// What is given the same to read, by the scope of its rows.
  private struct Reader: Sendable {
    let reading: ModelReading
    let ofEvents: [ModelPart.ProjectionPlace]
    let ofStreams: [ModelPart.ProjectionPlace]
  }

  init(_ projections: [any Projection.Type], _ exposure: Exposure, before end: UInt64) {
    (self.projections, self.end) = (projections, end)
    readers = ModelReading.all(of: projections, exposure).map { reading in
      let places = projections.indices.filter { place in
        reading.projections.contains { $0 == projections[place] }
      }
      return Reader(
        reading: reading, ofEvents: places.filter { projections[$0].scope == .event },
        ofStreams: places.filter { projections[$0].scope == .stream })
    }
  }

  var parts: Int { Int((end + Self.length - 1) / Self.length) }

  /// Where a part ends.
  func end(of part: Int) -> UInt64 { min(end, UInt64(part + 1) * Self.length) }

  func read(_ part: Int, _ snapshot: borrowing Snapshot) throws(LogFault) -> ModelPart {
    var given = ModelPart()
    var next = UInt64(part) * Self.length
    var lines = try snapshot.lines(from: GlobalPosition(next))
    while next < end(of: part), let line = try lines.next() {
      try take(line, into: &given, snapshot)
      next += 1
    }
    return given
  }

  private func take(
    _ line: borrowing StoredLine, into given: inout ModelPart, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(trusting: line.bytes)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    let stream = try StreamName(view.subject)
    for reader in readers {
      if !reader.ofEvents.isEmpty {
        let event = try reader.reading.event(view, at: line.position, of: stream, in: snapshot)
        give(event, reader.ofEvents, at: line.position, of: stream, into: &given)
      }
      if view.revision == 0, !reader.ofStreams.isEmpty {
        var fold = StreamFold(stream, reader.ofStreams, projections, reader.reading, before: end)
        try fold.run(snapshot)
        given.items += fold.given.items
      }
    }
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
        given.items.append(.parked(parked))
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
