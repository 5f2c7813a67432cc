import DealRecords
import Deals
import EventLog

/// Folds one stream from its first event on, for projections that have a row for each stream.
struct StreamFold {
  private let stream: StreamName
  private let projections: [any Projection.Type]
  private let reading: ModelReading
  private let end: UInt64
  /// Those that have not objected to an event.
  private var places: [ModelPart.ProjectionPlace]
  private var state: StreamState?
  private var last: LoggedEvent?
  private(set) var given = ModelPart()

  /// - Parameters:
  ///   - places: Which of the projections; all of them are given `reading` to read.
  ///   - end: Where the log ends for this fold.
  init(
    _ stream: StreamName, _ places: [ModelPart.ProjectionPlace],
    _ projections: [any Projection.Type], _ reading: ModelReading, before end: UInt64
  ) {
    (self.stream, self.places, self.projections) = (stream, places, projections)
    (self.reading, self.end) = (reading, end)
    state = Subject(stream).flatMap(StreamState.init(blankFor:))
  }

  mutating func run(_ snapshot: borrowing Snapshot) throws(LogFault) {
    var lines = try snapshot.lines(of: stream)
    while !places.isEmpty, let line = try lines.next(), line.position.rawValue < end {
      try take(line, snapshot)
    }
    for place in places { give(place) }
  }

  private mutating func take(
    _ line: borrowing StoredLine, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view: LineView
    do throws(LineFault) {
      view = try LineView(trusting: line.bytes)
    } catch {
      throw .damaged("position \(line.position): \(error)")
    }
    let read = try reading.event(view, at: line.position, of: stream, in: snapshot)
    for place in places {
      guard let objection = projections[place].objection(to: read) else { continue }
      park(place, at: line.position, objection)
    }
    guard !places.isEmpty, case .success(let event) = read else { return }
    do throws(FoldFault) {
      try state?.apply(
        event.fact, by: event.actor, at: event.occurred, revision: event.revision)
      last = event
    } catch {
      // What a state that refused an event holds is not to be relied upon.
      try foldAgain(before: line.position.rawValue, snapshot)
      for place in places { park(place, at: line.position, "\(error)") }
    }
  }

  private mutating func foldAgain(
    before end: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var again = StreamFold(stream, places, projections, reading, before: end)
    var lines = try snapshot.lines(of: stream)
    while let line = try lines.next(), line.position.rawValue < end {
      try again.take(line, snapshot)
    }
    (state, last) = (again.state, again.last)
  }

  /// Gives what stood before the event, and passes over the rest of the stream.
  private mutating func park(
    _ place: ModelPart.ProjectionPlace, at position: GlobalPosition, _ reason: String
  ) {
    give(place)
    places.removeAll { $0 == place }
    let parked = ParkedStream(
      projection: projections[place].name, stream: stream.text, position: position, reason: reason)
    given.items.append(.parked(parked))
  }

  private mutating func give(_ place: ModelPart.ProjectionPlace) {
    guard let last else { return }
    given.give(projections[place].rows(after: last, state: state), of: place, stream)
  }
}
