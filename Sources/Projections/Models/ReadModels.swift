public import DealRecords
public import Deals
public import EventLog
import GRDB
import Synchronization

/// The read models of a ledger: SQLite files that follow its log, and can always be made anew.
///
/// All projections of a generation share one file and one position. Other programs may open
/// `current` in the folder for reading, and so whatever is shown there stands in the clear: values
/// of class public, unless somebody asks for more.
public final class ReadModels: Sendable {
  public static let projections: [any Projection.Type] = [
    DealsProjection.self, TermsProjection.self, StagesProjection.self,
    ObligationsProjection.self, PaymentsProjection.self, RegulatoryCasesProjection.self,
    FlowProjection.self, AmendmentsProjection.self, AuditsProjection.self,
    DisputesProjection.self, EndingsProjection.self, FunnelProjection.self,
    ClauseChecksProjection.self, PerformanceProjection.self, UtilisationProjection.self,
    SearchProjection.self, NetworkProjection.self, PublishedFiguresProjection.self,
  ]

  let folder: ModelFolder
  let vault: Vault?
  /// Those that this object makes and asks.
  let projections: [any Projection.Type]
  private let access: EventStore.Access
  private let asked: Set<DisclosureClass>?
  /// The generation that is open; queries take it, and may go on with it after another is live.
  private let live = Mutex<(generation: Int, file: ModelFile)?>(nil)
  /// Held by whoever brings the models up, and what streams came to for the next time.
  private let fold = Mutex<KeptFold?>(nil)

  /// What streams came to in one generation; the next may show other values of them.
  private struct KeptFold {
    let generation: Int
    var fold: ModelFold
  }

  /// Opens nothing yet.
  ///
  /// With `readOnly` the models are asked as they stand, and never brought up.
  ///
  /// - Parameters:
  ///   - shown: The classes whose values stand in the models; nil for those that are there already,
  ///     public ones where there are none. Models of other classes are made anew.
  ///   - vault: What opens values; needed only where more than public ones are shown.
  public convenience init(
    folder: String, access: EventStore.Access = .readWrite,
    showing shown: Set<DisclosureClass>? = nil, vault: Vault? = nil
  ) {
    self.init(
      folder: folder, access: access, showing: shown, vault: vault, making: Self.projections)
  }

  /// Makes other projections than this version of the program does, or some of them.
  public init(
    folder: String, access: EventStore.Access = .readWrite,
    showing shown: Set<DisclosureClass>? = nil, vault: Vault? = nil,
    making projections: [any Projection.Type]
  ) {
    self.projections = projections
    self.folder = ModelFolder(path: folder)
    (self.access, self.vault, asked) = (access, vault, shown?.union([.public]))
  }

  /// Reads into the models what the log has beyond their position.
  ///
  /// Models that are missing or not of this log are made anew, and so are those that show personal
  /// values where an event erases or restricts some. A stream with an event that a projection cannot
  /// apply is parked there; see `parked()`. Without the keys that the models need it throws `noKeys`
  /// where there is something to read, and they stay as they are.
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
  /// An event that a projection cannot apply fails it, and so do keys that are missing; the live
  /// ones stay.
  public func rebuild(
    from store: EventStore, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(ProjectionFault) {
    try make(from: store, isStrict: true, where: { () in true }, progress)
  }

  /// Takes parked streams up again, in all projections or in those named.
  ///
  /// A stream goes on in the event at which it was parked, once the program can apply it. Answers
  /// those that stay parked. The models have to be of this log and version; `catchUp` makes them so.
  public func retry(
    _ names: Set<String>? = nil, with store: EventStore
  ) throws(ProjectionFault) -> [ParkedStream] {
    try requireWritable()
    return try fold.withLock { (_) throws(ProjectionFault) in
      guard let (file, meta) = try readable() else { throw .missing(folder: folder.path) }
      let exposure = Exposure(meta.classes, vault)
      try exposure.require()
      // What streams had come to stays right: whatever was parked is folded from the log.
      return try file.retry(
        names ?? Set(projections.map { $0.name }), with: store, projections, exposure)
    }
  }

  /// Makes the models anew if personal values stand in them; answers whether they did.
  ///
  /// For whoever has erased or restricted a person's data, once the keys say so. What a rebuild that
  /// was killed has left behind goes as well. A stream that cannot be projected is parked, since it
  /// must not keep the old file in place.
  @discardableResult
  public func rebuildWithoutErased(from store: EventStore) throws(ProjectionFault) -> Bool {
    var isRebuilt = false
    try make(
      from: store, isStrict: false,
      where: { () throws(ProjectionFault) in
        if let live = folder.current { folder.removeOthers(than: live) }
        isRebuilt = try holdsClass(.personal)
        return isRebuilt
      }, { _, _ in })
    return isRebuilt
  }

  /// Nobody else makes models between the question whether it is due and the answer.
  private func make(
    from store: EventStore, isStrict: Bool, where isDue: () throws(ProjectionFault) -> Bool,
    _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) {
    try requireWritable()
    try folder.make()
    try fold.withLock { (fold) throws(ProjectionFault) in
      try folder.locked { () throws(ProjectionFault) in
        guard try isDue() else { return }
        try build(from: store, &fold, isStrict: isStrict, progress)
      }
    }
  }

  private func requireWritable() throws(ProjectionFault) {
    guard access == .readWrite else { throw .notWritable(folder: folder.path) }
    if let owner = folder.foreignOwner {
      throw .foreignOwner(path: folder.path, owner: owner)
    }
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

  /// The live file and what it says of itself; nil where there is none that can be read.
  private func readable() throws(ProjectionFault) -> (file: ModelFile, meta: ModelMeta)? {
    do throws(ProjectionFault) {
      guard let file = try current() else { return nil }
      return try file.meta().map { (file, $0) }
    } catch {
      guard error.isOfTheFile else { throw error }
      return nil
    }
  }

  /// The classes of the live file; nil where there is none that can be read.
  var liveClasses: Set<DisclosureClass>? {
    get throws(ProjectionFault) { try readable()?.meta.classes }
  }

  /// Brings the live generation up; false where there is none that is of this log.
  private func advance(
    with store: EventStore, _ kept: inout KeptFold?, _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) -> Bool {
    guard let (file, meta) = try readable() else { return false }
    guard asked == nil || asked == meta.classes else { return false }
    var known = kept.take()
    if known?.generation != meta.generation {
      known = KeptFold(
        generation: meta.generation,
        fold: ModelFold(projections, Exposure(meta.classes, vault)))
    }
    guard var own = known else { return false }
    known = nil
    while true {
      switch try file.step(with: store, &own.fold) {
      case .mismatch: return false
      case .read(let batch):
        progress(batch.end.position, batch.logSize)
        guard batch.end.position >= batch.logSize else { continue }
        kept = own
        return true
      }
    }
  }

  private func build(
    from store: EventStore, _ kept: inout KeptFold?, isStrict: Bool,
    _ progress: (UInt64, UInt64) -> Void
  ) throws(ProjectionFault) {
    let exposure = Exposure(try classesOfNext(in: store), vault)
    try exposure.require()
    let number = folder.nextGeneration
    // What rebuilds that were killed have left.
    if let live = folder.current { folder.removeOthers(than: live) }
    var fold = ModelFold(projections, exposure)
    do throws(ProjectionFault) {
      let draft = try ModelFile(
        creating: folder.file(number), generation: number, of: store, exposure, projections)
      let tally = try draft.fill(
        from: store, projections, exposure, isStrict: isStrict, progress)
      let file = try draft.finished(tally)
      try file.catchUp(with: store, &fold, isStrict: isStrict, progress)
      try file.settle()
      try folder.makeCurrent(number)
      live.withLock { $0 = (number, file) }
    } catch {
      if folder.current != number { folder.remove(number) }
      throw error
    }
    kept = KeptFold(generation: number, fold: fold)
    folder.removeOthers(than: number)
  }

  /// What was asked for, or else what the file shows that is replaced, if it is this ledger's own.
  private func classesOfNext(
    in store: EventStore
  ) throws(ProjectionFault) -> Set<DisclosureClass> {
    if let asked { return asked }
    guard let meta = try readable()?.meta else { return [.public] }
    let ledger = try stored(folder.path) {
      try store.withSnapshot { snapshot throws(LogFault) in
        try LogPoint(before: 0, in: snapshot).ledger
      }
    }
    return meta.point.ledger == ledger ? meta.classes : [.public]
  }
}
