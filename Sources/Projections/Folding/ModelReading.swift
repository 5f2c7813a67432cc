import DealRecords
import EventLog

/// Projections that are given the same to read, and what streams came to in it.
struct ModelReading: Sendable {
  let projections: [any Projection.Type]
  let exposure: Exposure
  var streams: FoldedStreams
  private let opener: Opener

  init(_ projections: [any Projection.Type], _ exposure: Exposure) {
    (self.projections, self.exposure, opener) = (projections, exposure, exposure.opener)
    streams = FoldedStreams(exposure)
  }

  /// Groups projections by what they are given, in their order.
  static func all(of projections: [any Projection.Type], _ exposure: Exposure) -> [ModelReading] {
    var readings: [ModelReading] = []
    for projection in projections {
      let narrowed = exposure.narrowed(to: projection)
      guard !readings.contains(where: { $0.exposure.classes == narrowed.classes }) else { continue }
      let alike = projections.filter { exposure.narrowed(to: $0).classes == narrowed.classes }
      readings.append(ModelReading(alike, narrowed))
    }
    return readings
  }

  /// The event of a line as these projections may read it, or why it cannot be read.
  func event(
    _ line: borrowing LineView, at position: GlobalPosition, of stream: StreamName,
    in snapshot: borrowing Snapshot
  ) throws(LogFault) -> Result<LoggedEvent, FoldFault> {
    let row = exposure.isPublic ? nil : try snapshot.vault(at: position)
    do throws(FoldFault) {
      return .success(try event(line, at: position, of: stream, sealed: row))
    } catch {
      return .failure(error)
    }
  }

  /// The same, with the row of what the line has sealed; nil where nothing of it is shown.
  ///
  /// An event is large, and is handed over as it is.
  func event(
    _ line: borrowing LineView, at position: GlobalPosition, of stream: StreamName,
    sealed row: RawSpan?
  ) throws(FoldFault) -> LoggedEvent {
    try LoggedEvent(line, at: position, of: stream, sealed: row, by: opener)
  }

  mutating func forgetStreams() { streams = FoldedStreams(exposure) }
}
