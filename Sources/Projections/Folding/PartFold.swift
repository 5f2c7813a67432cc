import DealRecords
import EventLog

/// Folds parts of the log, each by itself, so that several threads may.
///
/// A stream is folded whole where it begins: its rows are given once, as its last event leaves them,
/// and no state outlives its part, however many deals there are.
struct PartFold: Sendable {
  /// Events in a part: enough that taking turns costs nothing, and few enough to be held in memory.
  static let length: UInt64 = 256

  private let projections: [any Projection.Type]
  private let concerns: [(any DealConcern.Type)?]
  /// The log is read up to here.
  let end: UInt64
  private let readers: [Reader]
  private let isWanted: ModelPart.RowFilter?

  /// Projections that are given the same to read, by their places.
  private struct Reader: Sendable {
    let reading: ModelReading
    let places: [ModelPart.ProjectionPlace]
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
      return Reader(reading: reading, places: places)
    }
  }

  var parts: Int { Int((end + Self.length - 1) / Self.length) }

  /// Where a part ends.
  func end(of part: Int) -> UInt64 { min(end, UInt64(part + 1) * Self.length) }

  func read(_ part: Int, _ snapshot: borrowing Snapshot) throws(LogFault) -> ModelPart {
    var given = ModelPart(where: isWanted)
    var next = UInt64(part) * Self.length
    var lines = try snapshot.lines(from: GlobalPosition(next))
    while next < end(of: part), let line = try lines.next() {
      if LineView.mayBeginStream(line.bytes) { try take(line, into: &given, snapshot) }
      next += 1
    }
    return given
  }

  private func take(
    _ line: borrowing StoredLine, into given: inout ModelPart, _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    let view = try line.view()
    guard view.revision == 0 else { return }
    let stream = try StreamName(view.subject)
    for reader in readers { try fold(stream, for: reader, into: &given, snapshot) }
  }

  private func fold(
    _ stream: StreamName, for reader: Reader, into given: inout ModelPart,
    _ snapshot: borrowing Snapshot
  ) throws(LogFault) {
    var fold = StreamFold(
      stream, reader.places, projections, concerns: concerns, reader.reading, before: end)
    // It goes on where this part has come to, so that nothing is copied.
    swap(&given, &fold.given)
    defer { swap(&given, &fold.given) }
    try fold.run(snapshot)
  }
}
