import DealRecords
import Deals
import EventLog

/// Folds one stream from its first event on.
struct StreamFold {
  private let stream: StreamName
  private let projections: [any Projection.Type]
  /// Those of the projections that are concerns of deals.
  private let concerns: [(any DealConcern.Type)?]
  private let reading: ModelReading
  private let end: UInt64
  /// Those that have not objected to an event.
  private var places: [ModelPart.ProjectionPlace]
  /// What the stream has come to: a deal, which lies by itself so that it is changed where it lies, or
  /// whatever other streams come to.
  private var deal = Deal()
  private let isDeal: Bool
  private var other: StreamState?
  private var last: LoggedEvent?
  /// What the stream gives, behind what was given before it.
  var given = ModelPart()

  /// - Parameters:
  ///   - places: Which of the projections; all of them are given `reading` to read.
  ///   - end: Where the log ends for this fold.
  ///   - concerns: What `concerns(among:)` finds, once for all streams.
  init(
    _ stream: StreamName, _ places: [ModelPart.ProjectionPlace],
    _ projections: [any Projection.Type], concerns: [(any DealConcern.Type)?],
    _ reading: ModelReading, before end: UInt64
  ) {
    (self.stream, self.places, self.projections) = (stream, places, projections)
    (self.concerns, self.reading, self.end) = (concerns, reading, end)
    let blank = Subject(stream).flatMap(StreamState.init(blankFor:))
    if case .deal = blank { isDeal = true } else { (isDeal, other) = (false, blank) }
  }

  /// In the place of each projection itself, where it is a concern of deals.
  static func concerns(among projections: [any Projection.Type]) -> [(any DealConcern.Type)?] {
    projections.map { $0 as? any DealConcern.Type }
  }

  mutating func run(_ snapshot: borrowing Snapshot) throws(LogFault) {
    var lines = try snapshot.lines(of: stream)
    while !places.isEmpty, let line = try lines.next(), line.position.rawValue < end {
      try take(line, snapshot)
    }
    giveAll()
  }

  private mutating func take(
    _ line: borrowing StoredLine, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view = try line.view()
    let row = reading.exposure.isPublic ? nil : try snapshot.vault(at: line.position)
    let event: LoggedEvent
    do throws(FoldFault) {
      event = try reading.event(view, at: line.position, of: stream, sealed: row)
    } catch {
      for place in places { park(place, at: line.position, "\(error)") }
      return
    }
    for place in places {
      guard let objection = projections[place].objection(to: event) else { continue }
      park(place, at: line.position, objection)
    }
    guard !places.isEmpty else { return }
    do throws(FoldFault) {
      try fold(event)
    } catch {
      // What a state that refused an event holds is not to be relied upon.
      try foldAgain(before: line.position.rawValue, snapshot)
      for place in places { park(place, at: line.position, "\(error)") }
      return
    }
    last = consume event
  }

  private mutating func fold(_ event: LoggedEvent) throws(FoldFault) {
    if isDeal {
      try deal.fold(
        event.fact, by: event.actor, at: event.occurred, revision: event.revision)
    } else {
      try other?.apply(
        event.fact, by: event.actor, at: event.occurred, revision: event.revision)
    }
  }

  private mutating func foldAgain(
    before end: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var again = StreamFold(
      stream, places, projections, concerns: concerns, reading, before: end)
    var lines = try snapshot.lines(of: stream)
    while let line = try lines.next(), line.position.rawValue < end {
      try again.take(line, snapshot)
    }
    (deal, other, last) = (again.deal, again.other, again.last)
  }

  /// Gives what stood before the event, and passes over the rest of the stream.
  private mutating func park(
    _ place: ModelPart.ProjectionPlace, at position: GlobalPosition, _ reason: String
  ) {
    give(place, state)
    places.removeAll { $0 == place }
    let parked = ParkedStream(
      projection: projections[place].name, stream: stream.text, position: position, reason: reason)
    given.park(parked)
  }

  private var state: StreamState? { isDeal ? .deal(deal) : other }

  private mutating func give(_ place: ModelPart.ProjectionPlace, _ state: StreamState?) {
    guard let last else { return }
    given.give(projections[place].rows(after: last, state: state))
  }

  private mutating func giveAll() {
    let state = state
    guard let last, isDeal, case .deal(let id) = last.subject else {
      for place in places { give(place, state) }
      return
    }
    for place in places {
      if let concern = concerns[place] {
        given.give(concern.rows(of: id, deal))
      } else {
        give(place, state)
      }
    }
  }
}
