import Bundles
import DealRecords
import EventLog
import Transparency

/// The lines of a part of a bundle, read by themselves, and what was found against them.
struct ReadBundlePart: Sendable {
  var lines: [ReadBundleLine] = []
  var draft: CertificateDraft
  var endsOpen = false
}

struct ReadBundleLine: Sendable {
  enum Content: Sendable {
    /// A line of an event; nil where it was not read, since level 1 does not ask.
    case event(ReadEvent?)
    /// What begins as an event does, and is no line that the log writes.
    case malformedEvent(String)
    case other(BundleLine)
    /// No line of a bundle.
    case malformed(String)
  }

  /// SHA-256(0x00 ‖ line).
  let leaf: TreeHash
  let content: Content
}

/// An event's line, read by itself.
struct ReadEvent: Sendable {
  let position: GlobalPosition
  let revision: StreamRevision
  let stream: StreamName
  /// The SHA-256 of the stream's name.
  let subject: TreeHash
  let time: RecordTime
  let source: String
  let commandID: String
  let digest: TreeHash
  /// Where in the bundle the line lies.
  let bytes: Range<Int>
  /// What the line records, where that is one of the ledger's own facts.
  let own: OwnFact?
  /// The line with what it records, where that was asked for.
  var told: ReadLine?

  var place: Place { .event(position, of: stream.text) }
}

/// In a place of its own, since it is large and rare.
final class OwnFact: Sendable {
  let event: LedgerEvent

  init(_ event: LedgerEvent) { self.event = event }
}
