import Bundles
import DealRecords
import EventLog
import Transparency

/// The lines of a bundle in their order: what a line has to do with those before it.
struct BundlePass {
  private let header: BundleHeader
  private let signed: BundleCheckpoint
  private var form: BundleForm
  private var events: BundleEvents
  private var legality: BundleLegality?
  private var requests: BundleRequests
  private var completeness: BundleCompleteness?
  private let vault: Vault?
  /// How many lines have been taken.
  private var number: UInt64 = 0
  /// Whether the form broke, so that nothing more is read.
  private var isBroken = false

  init(
    _ header: BundleHeader, _ signed: BundleCheckpoint, _ vault: Vault?, _ file: BundleFile,
    _ draft: CertificateDraft
  ) {
    (self.header, self.signed, self.vault) = (header, signed, vault)
    form = BundleForm(header)
    events = BundleEvents(header, signed.checkpoint, wanting: signed.outsideSize)
    requests = BundleRequests(header, vault, file)
    if draft.asks(.decisions), BundleLegality.canTell(header.filter) {
      legality = BundleLegality(first: header.first, draft.options, file)
    }
  }

  /// - Parameter endsOpen: Whether the last of the lines has no line feed.
  mutating func take(
    _ lines: [ReadBundleLine], endsOpen: Bool, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    for (place, line) in lines.enumerated() where !isBroken {
      number += 1
      if endsOpen, place == lines.count - 1 {
        breakOff(.truncatedBundle, "the line has no end: the bundle was cut in it", &draft)
      } else {
        try take(line, &draft)
      }
    }
  }

  private mutating func take(
    _ line: ReadBundleLine, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    if let problem = form.take(line) { return breakOff(.malformedBundle, problem, &draft) }
    draft.counts.rows += 1
    switch line.content {
    case .malformed: break  // The form says so.
    case .event(let event):
      guard let event else { return }
      try take(event, line.leaf, &draft)
    case .malformedEvent(let problem):
      draft.add(.log, .malformedLine, at: .line(number), problem)
      events.takeUnreadable(line.leaf)
    case .other(let other): try take(other, &draft)
    }
  }

  private mutating func take(
    _ event: ReadEvent, _ leaf: TreeHash, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    form.take(event.position)
    draft.counts.events += 1
    let begins = events.take(event, leaf, &draft)
    if begins {
      draft.counts.commands += 1
      requests.begin(event)
    }
    try legality?.take(event, &draft)
  }

  private mutating func take(
    _ line: BundleLine, _ draft: inout CertificateDraft
  ) throws(BundleFile.Fault) {
    guard draft.asks(.log) else { return }
    switch line {
    case .header, .event: break
    case .trailer(let trailer):
      if trailer.range != form.range {
        draft.add(
          .storage, .wrongLineCount, at: .line(number),
          "it gives other positions for the first and the last event")
      }
    case .path(let hashes): events.take(path: hashes, at: .line(number), &draft)
    case .head(let head):
      completeness = BundleCompleteness(head, at: .line(number), header, signed.checkpoint)
    case .request(let box, let position):
      try requests.take(box, of: GlobalPosition(position), at: .line(number), &draft)
    case .refusal(let refusal, let row): take(row, refusal, &draft)
    }
  }

  private mutating func take(
    _ row: [UInt8], _ refusal: UInt64, _ draft: inout CertificateDraft
  ) {
    draft.counts.refusals += 1
    do throws(LogFault) {
      let stored = try RefusalRow(number: refusal, row.span.bytes)
      if let vault { RefusalCheck.check(stored, vault, &draft) }
    } catch {
      draft.add(.log, .refusalDiffers, at: .line(number), "\(error)")
    }
  }

  private mutating func breakOff(
    _ code: DivergenceCode, _ problem: String, _ draft: inout CertificateDraft
  ) {
    isBroken = true
    draft.breakOff(code, at: number, problem)
  }

  /// To be called after the last line.
  mutating func finish(_ draft: inout CertificateDraft) {
    guard !isBroken else { return }
    guard let trailer = form.trailer else {
      return draft.breakOff(
        .truncatedBundle, at: number, "the bundle ends behind this line, without its trailer")
    }
    form.compare(with: trailer, at: number, &draft)
    guard draft.asks(.log) else { return }
    requests.finish(&draft)
    events.finish(&draft)
    signed.finish(events, &draft)
    completeness?.finish(events, &draft)
    legality?.finish(&draft)
    note(&draft)
  }

  private func note(_ draft: inout CertificateDraft) {
    switch header.filter {
    case nil: draft.note(.wholeBundle(header.first..<draft.size))
    case .type(let type):
      draft.note(.notShownComplete(type: type))
      if draft.asks(.decisions) {
        draft.skip(.decisions)
        draft.note(.legalityNotChecked)
      }
    case .subject: break
    }
    if draft.counts.refusals > 0 { draft.note(.refusalsUnbound(draft.counts.refusals)) }
  }
}
