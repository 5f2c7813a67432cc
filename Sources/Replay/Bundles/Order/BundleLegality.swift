import Bundles
import DealRecords
import Deals
import EventLog

/// Level 3: every event is legal for its stream, told from public values.
struct BundleLegality {
  private let first: UInt64
  private var streams: BundleStreams
  private var begunBefore: UInt64 = 0
  private var epoch: Int?

  init(first: UInt64, _ options: ReplayOptions, _ file: BundleFile) {
    (self.first, streams) = (first, BundleStreams(options.streamsKept, file))
  }

  /// Whether a bundle holds whole streams.
  static func canTell(_ filter: BundleFilter?) -> Bool {
    if case .type = filter { false } else { true }
  }

  mutating func take(
    _ event: ReadEvent, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    guard let line = event.told, let envelope = line.envelope else { return }
    if let own = event.own { return take(own.event, event, line, &draft) }
    guard var stream = try streams.take(event) else {
      begunBefore += 1
      return
    }
    if !stream.isBroken { apply(line, envelope, to: &stream, at: event.place, &draft) }
    streams.put(stream, with: event)
  }

  private func apply(
    _ line: ReadLine, _ envelope: Envelope, to stream: inout ReplayedStream, at place: Place,
    _ draft: inout CertificateDraft
  ) {
    guard let fact = line.fact?.fact else { return stream.breakOff() }
    do throws(FoldFault) {
      try stream.apply(fact, line, envelope)
      draft.counts.legalEvents += 1
    } catch {
      stream.breakOff()
      draft.add(.decisions, .illegalEvent, at: place, "\(error)")
    }
  }

  /// The ledger's own facts: it is made once, at position 0, and an epoch follows the one before.
  private mutating func take(
    _ own: LedgerEvent, _ event: ReadEvent, _ line: ReadLine, _ draft: inout CertificateDraft
  ) {
    do throws(FoldFault) {
      try line.checkOwnAttributes()
    } catch {
      return draft.add(.decisions, .illegalEvent, at: event.place, "\(error)")
    }
    switch own {
    case .created where event.position != .first:
      return draft.add(
        .decisions, .illegalEvent, at: event.place, "\(FoldFault.malformed("position"))")
    case .restored(let restored):
      defer { epoch = restored.epoch.value }
      let expected = epoch ?? (first == 0 ? 0 : restored.epoch.value - 1)
      guard restored.epoch.value == expected + 1 else {
        return draft.add(
          .decisions, .illegalEvent, at: event.place, "\(FoldFault.malformed("epoch"))")
      }
    case .created, .deciderChanged, .heads, .keyChanged, .witnessesNamed: break
    }
    draft.counts.legalEvents += 1
  }

  func finish(_ draft: inout CertificateDraft) {
    if begunBefore > 0 { draft.note(.begunBefore(events: begunBefore, first: first)) }
  }
}
