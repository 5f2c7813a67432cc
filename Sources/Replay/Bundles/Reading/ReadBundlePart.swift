import Bundles
import DealRecords
import Deals
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
    /// Elsewhere in memory, since it is large, and nearly all lines are events.
    indirect case other(BundleLine)
    /// No line of a bundle.
    case malformed(String)
  }

  /// SHA-256(0x00 ‖ line).
  let leaf: TreeHash
  let content: Content
}

/// An event's line, read by itself.
///
/// It holds much, and is handed from thread to thread without a copy.
final class ReadEvent: Sendable {
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
  let told: ReadLine?

  /// Reads what is needed of a line; what it shares with the one before is not made anew.
  init(
    _ view: borrowing LineView, at bytes: Range<Int>, after last: ReadEvent?, told: ReadLine?
  ) throws(LineFault) {
    guard let position = view.position else { throw .malformedAttribute("id") }
    guard let revision = UInt64(exactly: view.revision) else {
      throw .malformedAttribute("revision")
    }
    (self.position, self.revision, self.bytes) = (position, StreamRevision(revision), bytes)
    if let last, view.isSubject(last.stream.text) {
      (stream, subject) = (last.stream, last.subject)
    } else {
      guard let stream = try? StreamName(view.subject) else { throw .malformedAttribute("subject") }
      (self.stream, subject) = (stream, StreamHead.hash(of: stream))
    }
    guard let time = RecordTime(view.timeBytes) else { throw .malformedAttribute("time") }
    self.time = time
    if let last, view.sourceBytes.isEqual(to: last.source.utf8.span.bytes) {
      source = last.source
    } else {
      source = view.source
    }
    if let last, view.isCommandID(last.commandID) {
      commandID = last.commandID
    } else {
      commandID = view.commandID
    }
    digest = try view.digest()
    own = try stream == .ledger ? OwnFact(view) : nil
    self.told = told
  }

  var place: Place { .event(position, of: stream.text) }
}

/// One of the ledger's own facts: few lines are one, and all would be as large as the largest.
final class OwnFact: Sendable {
  let event: LedgerEvent

  /// Nil for a type that this version does not know.
  init?(_ view: borrowing LineView) throws(LineFault) {
    do throws(FieldFault) {
      guard case .ledger(let event)? = try Fact(type: view.type, data: view.data) else {
        return nil
      }
      self.event = event
    } catch {
      throw .malformedAttribute("data")
    }
  }
}
