import Bundles
import DealRecords
import Deals
import EventLog

/// Level 3: every event is legal for its stream, told from public values.
///
/// It keeps the state of every stream that the bundle holds.
struct BundleLegality {
  private let first: UInt64
  private var streams: [StreamName: ReplayedStream] = [:]
  private var begunBefore: UInt64 = 0
  private var epoch: Int?

  init(first: UInt64) { self.first = first }

  /// Whether a bundle holds whole streams.
  static func canTell(_ filter: BundleFilter?) -> Bool {
    if case .type = filter { false } else { true }
  }

  mutating func take(_ event: ReadEvent, _ draft: inout CertificateDraft) {
    guard let line = event.told, let envelope = line.envelope else { return }
    if let own = event.own { return take(own, event, &draft) }
    var stream = streams.removeValue(forKey: event.stream)
    if stream == nil, event.revision == .first { stream = ReplayedStream(event.stream) }
    guard var stream else {
      // Its revision was looked at already.
      begunBefore += 1
      return
    }
    defer { streams[event.stream] = stream }
    guard !stream.isBroken else { return }
    guard let fact = line.fact?.fact else { return stream.breakOff() }
    do throws(FoldFault) {
      try stream.apply(fact, line, envelope)
      draft.counts.legalEvents += 1
    } catch {
      stream.breakOff()
      draft.add(.decisions, .illegalEvent, at: event.place, "\(error)")
    }
  }

  /// The ledger's own facts: it is made once, at position 0, and an epoch follows the one before.
  private mutating func take(
    _ own: LedgerEvent, _ event: ReadEvent, _ draft: inout CertificateDraft
  ) {
    switch own {
    case .created where event.position != .first:
      return draft.add(.decisions, .illegalEvent, at: event.place, "\(FoldFault.malformed("position"))")
    case .restored(let restored):
      defer { epoch = restored.epoch.value }
      let expected = epoch ?? (first == 0 ? 0 : restored.epoch.value - 1)
      guard restored.epoch.value == expected + 1 else {
        return draft.add(.decisions, .illegalEvent, at: event.place, "\(FoldFault.malformed("epoch"))")
      }
    case .created, .deciderChanged, .heads, .keyChanged, .witnessesNamed: break
    }
    draft.counts.legalEvents += 1
  }

  func finish(_ draft: inout CertificateDraft) {
    if begunBefore > 0 { draft.note(.begunBefore(events: begunBefore, first: first)) }
  }
}
