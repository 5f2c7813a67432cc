import DealRecords
import EventLog

/// What streams have come to, as far as they were read of late, so that an event need not fold its
/// whole stream again.
///
/// Two generations bound it: when the younger is full it becomes the older, and what nobody asked
/// for since is forgotten. What was forgotten is folded from the log again.
struct FoldedStreams: Sendable {
  private struct Entry {
    var state: StreamState
    /// How many events it has taken in.
    var events: Int
  }

  /// Of each generation: as many deals as may well be open at a time.
  static let capacity = 4096

  private let exposure: Exposure
  private var young: [StreamName: Entry] = [:]
  private var old: [StreamName: Entry] = [:]

  /// - Parameter exposure: What is opened of streams that are folded from the log.
  init(_ exposure: Exposure) { self.exposure = exposure }

  /// Takes in a stream's next event; answers why it does not follow, where it does not.
  mutating func advance(
    by event: LoggedEvent, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> FoldFault? {
    guard let subject = event.subject, StreamState(blankFor: subject) != nil else { return nil }
    var entry = try take(subject, events: event.revision, in: snapshot)
    do throws(FoldFault) {
      try entry.state.apply(
        event.fact, by: event.actor, at: event.occurred, revision: event.revision)
    } catch {
      return error
    }
    entry.events += 1
    put(entry, for: event.stream)
    return nil
  }

  /// What the stream has come to with this event; nil for a stream that comes to nothing.
  mutating func state(
    after event: LoggedEvent, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> StreamState? {
    guard let subject = event.subject, StreamState(blankFor: subject) != nil else { return nil }
    let entry = try take(subject, events: event.revision + 1, in: snapshot)
    put(entry, for: event.stream)
    return entry.state
  }

  /// The state after so many events, taken out so that it has one owner and is changed where it is.
  private mutating func take(
    _ subject: Subject, events: Int, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> Entry {
    let stream = subject.stream
    if let known = young.removeValue(forKey: stream) ?? old.removeValue(forKey: stream),
      known.events == events
    {
      return known
    }
    return Entry(state: try fold(subject, events: events, in: snapshot), events: events)
  }

  private mutating func put(_ entry: Entry, for stream: StreamName) {
    if young.count >= Self.capacity { (old, young) = (young, [:]) }
    young[stream] = entry
  }

  private func fold(
    _ subject: Subject, events: Int, in snapshot: borrowing Snapshot
  ) throws(LogFault) -> StreamState {
    guard var state = StreamState(blankFor: subject) else {
      throw .damaged("\(subject.stream) comes to nothing")
    }
    let opener = exposure.opener
    var lines = try snapshot.lines(of: subject.stream)
    for _ in 0..<max(0, events) {
      guard let line = try lines.next() else { break }
      let row = exposure.isPublic ? nil : try snapshot.vault(at: line.position)
      do throws(FoldFault) {
        try state.apply(line, sealed: row, by: opener)
      } catch {
        throw .damaged("position \(line.position): \(error)")
      }
    }
    return state
  }
}
