import Glibc
import Synchronization
public import Transparency

/// A witness at work: it cosigns a checkpoint only if that extends the one it cosigned before.
///
/// One process at a time serves a folder, and one request at a time is decided in it: that the
/// checkpoint before is still the last one, and that the new one is durable in its place, is one
/// step, after which nothing can be taken back.
public final class Witness: Sendable {
  public let folder: WitnessFolder
  private let key: CosignerKey
  private let lock: FolderLock
  private let clock: @Sendable () -> UInt64
  private let turn = Mutex(())

  /// Opens the folder of a witness for cosigning.
  ///
  /// - Parameter clock: Seconds since 1970; asked when a checkpoint is durable, and before it is
  ///   signed.
  public init(
    _ folder: WitnessFolder, clock: @escaping @Sendable () -> UInt64 = Witness.now
  ) throws(WitnessFault) {
    (self.folder, self.clock) = (folder, clock)
    key = try folder.key()
    lock = try FolderLock(folder.lock, of: folder.path)
    for log in try folder.logs() { _ = try folder.head(of: log.origin) }
  }

  public var verifierKey: CosignatureVerifierKey { key.verifierKey }

  /// What the system's clock says.
  public static let now: @Sendable () -> UInt64 = { UInt64(max(0, time(nil))) }

  /// Decides about the body of a request, and cosigns if it may.
  ///
  /// Blocks while the checkpoint is made durable. Where that fails nothing is signed, and what is
  /// remembered is what the folder holds.
  public func answer(_ body: RawSpan) throws(WitnessFault) -> CosigningAnswer {
    let request: CosigningRequest
    do throws(CosigningRequestFault) {
      request = try CosigningRequest(parsing: body)
    } catch {
      return .refused(.malformed("\(error)"))
    }
    return try turn.withLock { _ throws(WitnessFault) in try answer(request) }
  }

  private func answer(_ request: CosigningRequest) throws(WitnessFault) -> CosigningAnswer {
    let origin = request.checkpoint.origin
    let last = try folder.head(of: origin)
    let decision = CosigningDecision(about: request, last: last, trusting: try folder.logs())
    guard decision == .cosign else { return .refused(decision) }
    if last != request.checkpoint { try folder.keep(request.note, of: origin) }
    return .cosigned(key.cosign(request.checkpoint, at: clock()))
  }
}

/// What a witness has done about a request.
public enum CosigningAnswer: Hashable, Sendable {
  case cosigned(NoteSignature)
  /// Nothing was signed, and nothing remembered.
  case refused(CosigningDecision)
}
