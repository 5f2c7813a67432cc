import DealRecords
import EventLog
import Transparency

/// Replays a log from the files that somebody serves, and says whether and where they disagree.
///
/// It hashes every entry, grows the tree anew, and holds it against all tiles and the checkpoint: a
/// forged entry is found even where all tiles were forged with it, since the root is signed.
public struct TileVerifier: Sendable {
  public let folder: TileFolder
  public private(set) var options: ReplayOptions

  /// - Parameter options: Their key and their checkpoint count; it is levels 1 and 2 that are looked
  ///   at, since nothing lies deeper here.
  public init(_ folder: TileFolder, options: ReplayOptions = ReplayOptions()) {
    (self.folder, self.options) = (folder, options)
    self.options.level = .log
  }

  public func run(
    progress: (ReplayProgress) -> Void = { _ in }
  ) throws(ReplayFault) -> Certificate {
    var draft = CertificateDraft(options)
    draft.skip(.decisions)
    draft.skip(.models)
    let heads = HeadCheck(options)
    guard let served = heads.read(try folder.readCheckpoint(), at: .servedCheckpoint, &draft) else {
      draft.leaveOpen(.log, "without a checkpoint nothing says how many entries there are")
      return draft.certificate()
    }
    let kept = options.checkpoint.flatMap { heads.read($0, at: .outsideCheckpoint, &draft) }
    draft.size = served.checkpoint.size
    let layout = TileLayout(ofTreeSize: draft.size)
    let sizes = [served, kept].compactMap { $0?.checkpoint.size }
    var entries = EntryCheck(folder, layout, wanting: sizes)
    try entries.run(&draft, progress)
    draft.identity = entries.lines.history.map(LedgerIdentity.init)
    if draft.size == 0 || entries.hasFirst { draft.checkFirstLine() }
    if draft.size == 1 { draft.note(.onlyFirstLine) }
    heads.check(served, at: .servedCheckpoint, against: entries, &draft)
    if let kept { heads.check(kept, at: .outsideCheckpoint, against: entries, &draft) }
    try FileCheck(folder, layout).run(&draft)
    return draft.certificate()
  }
}
