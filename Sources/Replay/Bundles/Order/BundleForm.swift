import Bundles
import EventLog
import Transparency

/// Level 1: each kind of line at its place, as many as the trailer says, and their digest.
struct BundleForm {
  /// The kinds of lines in the order in which they stand.
  private enum Section: Int { case header, events, head, requests, refusals, trailer }

  private let header: BundleHeader
  private var section = Section.header
  /// Whether the line before is the header itself.
  private var hasBegun = false
  private var awaitsPath = false
  private var hasHead = false
  private var digest = BundleDigest()
  private var events: UInt64 = 0
  private var lastRequest: UInt64?
  private var requests: UInt64 = 0
  private var lastRefusal: UInt64?
  private var refusals: UInt64 = 0
  /// The positions of the first and the last event.
  private(set) var range: ClosedRange<UInt64>?
  private(set) var trailer: BundleTrailer?

  init(_ header: BundleHeader) { self.header = header }

  /// Takes a line; answers what is wrong with it where it stands.
  mutating func take(_ line: ReadBundleLine) -> String? {
    if trailer != nil { return "it follows the trailer, and nothing may" }
    if let problem = place(line.content) { return problem }
    if trailer == nil { digest.take(line.leaf) }
    return nil
  }

  /// Takes the position of the event that was taken last.
  mutating func take(_ position: GlobalPosition) {
    let first = range?.lowerBound ?? position.rawValue
    range = first...max(first, position.rawValue)
  }

  private mutating func place(_ content: ReadBundleLine.Content) -> String? {
    if case .malformed(let problem) = content { return problem }
    if awaitsPath {
      guard case .other(.path) = content else { return "the path of the event before is missing" }
      awaitsPath = false
      return nil
    }
    switch content {
    case .malformed(let problem): return problem
    case .event, .malformedEvent: return placeEvent()
    case .other(let line): return place(line)
    }
  }

  private mutating func placeEvent() -> String? {
    if let problem = enter(.events) { return problem }
    events += 1
    awaitsPath = header.filter != nil
    return nil
  }

  private mutating func place(_ line: BundleLine) -> String? {
    switch line {
    case .header:
      defer { hasBegun = true }
      return hasBegun ? "there is a second header" : nil
    case .event: return nil
    case .path: return "there is no event before it that it could belong to"
    case .head:
      guard case .subject = header.filter, !hasHead else { return "it does not belong here" }
      hasHead = true
      return enter(.head)
    case .request(_, let position): return placeRequest(position)
    case .refusal(let number, _): return placeRefusal(number)
    case .trailer(let trailer):
      if let problem = enter(.trailer) { return problem }
      self.trailer = trailer
      return nil
    }
  }

  private mutating func placeRequest(_ position: UInt64) -> String? {
    guard header.with.contains(.requests) else { return "the header announces no requests" }
    if let lastRequest, position <= lastRequest {
      return "it does not follow the request of position \(lastRequest) in order"
    }
    lastRequest = position
    requests += 1
    return enter(.requests)
  }

  private mutating func placeRefusal(_ number: UInt64) -> String? {
    guard header.with.contains(.refusals) else { return "the header announces no refusals" }
    if let lastRefusal, number <= lastRefusal {
      return "it does not follow the refusal \(lastRefusal) in order"
    }
    lastRefusal = number
    refusals += 1
    return enter(.refusals)
  }

  private mutating func enter(_ next: Section) -> String? {
    guard next.rawValue >= section.rawValue else { return "it stands behind what comes after it" }
    if case .subject = header.filter, !hasHead, next.rawValue > Section.head.rawValue {
      return "the head line is missing, which shows that no event is"
    }
    section = next
    return nil
  }

  /// Holds the trailer against what it closes.
  func compare(with trailer: BundleTrailer, at line: UInt64, _ draft: inout CertificateDraft) {
    for (name, said, found) in [
      ("events", trailer.events, events), ("requests", trailer.requests, requests),
      ("refusals", trailer.refusals, refusals),
    ] where said != found {
      draft.add(
        .storage, .wrongLineCount, at: .line(line),
        "it counts \(said) \(name), and there are \(found)")
    }
    if (trailer.range == nil) != (events == 0) {
      draft.add(
        .storage, .wrongLineCount, at: .line(line), "first and last are there with events only")
    }
    guard trailer.digest != digest.value else { return }
    draft.add(
      .storage, .bundleDigestDiffers, at: .line(line),
      "its digest is sha256:\(trailer.digest.hex), and the lines give sha256:\(digest.value.hex)")
  }
}
