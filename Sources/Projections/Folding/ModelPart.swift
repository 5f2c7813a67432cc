/// What one part of the log gives a file that is new: the rows of the streams that begin in it.
struct ModelPart: Sendable {
  /// A projection by its place among those of the file.
  typealias ProjectionPlace = Int
  typealias RowFilter = @Sendable (ModelRow) -> Bool

  private(set) var rows = PackedRows()
  private(set) var parked: [ParkedStream] = []
  private let isWanted: RowFilter?

  /// - Parameter isWanted: Which rows are taken; all where it is nil.
  init(where isWanted: RowFilter? = nil) { self.isWanted = isWanted }

  mutating func give(_ given: [ModelRow]) {
    for row in given where isWanted?(row) ?? true { rows.append(row) }
  }

  mutating func park(_ entry: ParkedStream) { parked.append(entry) }
}
