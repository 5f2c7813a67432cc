public import EventLog
import GRDB
import Synchronization

/// The read models of a ledger: SQLite files that follow its log, and can always be made anew.
///
/// All projections of a generation share one file and one position. Other programs may open
/// `current` in the folder for reading.
public final class ReadModels: Sendable {
  public static let projections: [any Projection.Type] = [
    DealsProjection.self, AuditTrailProjection.self,
  ]

  let folder: ModelFolder
  private let access: EventStore.Access
  /// The generation that is open; queries take it, and may go on with it after another is live.
  private let live = Mutex<(generation: Int, file: ModelFile)?>(nil)
  /// Held by whoever brings the models up, and what streams came to for the next time.
  private let fold = Mutex(ModelFold(ReadModels.projections))

  /// Opens nothing yet.
  ///
  /// With `readOnly` the models are asked as they stand, and never brought up.
  public init(folder: String, access: EventStore.Access = .readWrite) {
    self.folder = ModelFolder(path: folder)
    self.access = access
  }

  /// Reads into the models what the log has beyond their position.
  ///
  /// Models that are missing or not of this log are made anew. A stream with an event that a
  /// projection cannot apply is parked there; see `parked()`.
  ///
  /// `progress` is told how many events are in, and how many the log has.
  public func catchUp(
    with store: EventStore, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ProjectionFault) {
    try requireWritable()
    try fold.withLock { (fold) throws(ProjectionFault) in
      if try advance(with: store, &fold, progress) { return }
      try folder.make()
      try folder.locked { () throws(ProjectionFault) in
        // Another process may have made them while this one waited.
        if try advance(with: store, &fold, progress) { return }
        try build(from: store, &fold, isStrict: false, progress)
      }
    }
  }

  /// Makes the models anew beside the live ones, which answer meanwhile, and puts them in their
  /// place.
  ///
  /// An event that a projection cannot apply fails it, and the live ones stay.
  public func rebuild(
    from store: EventStore, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ProjectionFault) {
    try requireWritable()
    try folder.make()
    try fold.withLock { (fold) throws(ProjectionFault) in
      try folder.locked { () throws(ProjectionFault) in
        try build(from: store, &fold, isStrict: true, progress)
      }
    }
  }

  private func requireWritable() throws(ProjectionFault) {
    guard access == .readWrite else { throw .notWritable(folder: folder.path) }
  }
}

// MARK: Generations

extension ReadModels {
  /// The live generation's file, which another process may have changed; nil where there is none.
  func current() throws(ProjectionFault) -> ModelFile? {
    guard let number = folder.current else { return nil }
    return try live.withLock { (live) throws(ProjectionFault) in
      if let live, live.generation == number { return live.file }
      let file = try ModelFile(opening: folder.file(number), readOnly: access == .readOnly)
      live = (number, file)
      return file
    }
  }

  /// Brings the live generation up; false where there is none that is of this log.
  private func advance(
    with store: EventStore, _ fold: inout ModelFold, _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) -> Bool {
    let file: ModelFile?
    do throws(ProjectionFault) {
      file = try current()
    } catch {
      guard error.isOfTheFile else { throw error }
      return false
    }
    guard let file else { return false }
    while true {
      switch try file.step(with: store, &fold, Self.projections) {
      case .mismatch: return false
      case .read(let batch):
        progress(batch.end.position, batch.logSize)
        if batch.end.position >= batch.logSize { return true }
      }
    }
  }

  private func build(
    from store: EventStore, _ fold: inout ModelFold, isStrict: Bool,
    _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) {
    let number = folder.nextGeneration
    do throws(ProjectionFault) {
      let file = try ModelFile(
        creating: folder.file(number), generation: number, of: store, Self.projections)
      try file.fill(from: store, &fold, Self.projections, isStrict: isStrict, progress)
      try file.settle()
      try folder.makeCurrent(number)
      live.withLock { $0 = (number, file) }
    } catch {
      if folder.current != number { folder.remove(number) }
      throw error
    }
    folder.removeOthers(than: number)
  }
}
