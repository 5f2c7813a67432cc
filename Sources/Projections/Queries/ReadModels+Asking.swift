public import Deals
public import EventLog
import GRDB

extension ReadModels {
  /// Asks several questions of the models as they stand at one position.
  public func read<Answer>(
    _ body: (ModelReader) throws(ProjectionFault) -> Answer
  ) throws(ProjectionFault) -> Answer {
    let number = folder.current
    do throws(ProjectionFault) {
      return try readOnce(body)
    } catch {
      // A rebuild may have taken the file away after it was named and before it was opened.
      guard folder.current != number else { throw error }
      return try readOnce(body)
    }
  }

  private func readOnce<Answer>(
    _ body: (ModelReader) throws(ProjectionFault) -> Answer
  ) throws(ProjectionFault) -> Answer {
    guard let file = try current() else { throw .missing(folder: folder.path) }
    return try stored(file.path) {
      try file.read { db in try body(ModelReader(db, path: file.path)) }
    }
  }

  /// The next position that the models are to read: every event before it is in their answers.
  public var position: GlobalPosition {
    get throws(ProjectionFault) { try read { $0.position } }
  }

  /// The classes whose values stand in the clear in the models; public where there are none yet.
  public var classes: Set<DisclosureClass> {
    get throws(ProjectionFault) { try liveClasses ?? [.public] }
  }

  /// Whether values of a class may stand in the clear in the models.
  ///
  /// Where they hold personal ones, an erasure is not done before they are made anew.
  public func holdsClass(_ disclosure: DisclosureClass) throws(ProjectionFault) -> Bool {
    try classes.contains(disclosure)
  }

  public func deals(matching filter: DealFilter = DealFilter()) throws(ProjectionFault)
    -> [DealSummary]
  {
    try read { (models) throws(ProjectionFault) in try models.deals(matching: filter) }
  }

  /// The streams that projections pass over, for health and metrics.
  public func parked() throws(ProjectionFault) -> [ParkedStream] {
    try read { (models) throws(ProjectionFault) in try models.parked() }
  }
}
