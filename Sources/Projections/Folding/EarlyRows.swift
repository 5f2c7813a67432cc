import EventLog
import Synchronization

/// What the events of one stream give by themselves.
struct EarlyStream: Sendable {
  struct Event: Sendable {
    let position: UInt64
    /// Which items of `part`.
    let items: Range<Int>
  }

  /// In the order of their positions.
  private(set) var events: [Event] = []
  private(set) var part: ModelPart

  init(where isWanted: ModelPart.RowFilter?) { part = ModelPart(where: isWanted) }

  /// Takes an event, with what `give` makes of it.
  mutating func take(_ position: UInt64, _ give: (inout ModelPart) -> Void) {
    let first = part.items.count
    give(&part)
    events.append(Event(position: position, items: first..<part.items.count))
  }
}

/// Rows of events that were read with their stream, kept until the log comes to them.
///
/// What is not here is read again: no more than so much is kept, and a part may be begun before the
/// fold of a stream that reaches into it.
final class EarlyRows: Sendable {
  fileprivate final class Kept: Sendable {
    let stream: EarlyStream
    init(_ stream: EarlyStream) { self.stream = stream }
  }

  /// An event of a stream that is kept.
  struct Entry: Sendable {
    fileprivate let kept: Kept
    fileprivate let place: Int

    fileprivate var isLast: Bool { place == kept.stream.events.count - 1 }

    /// Hands on what the event gives, where it lies.
    func handOn<Fault>(
      rows take: (Range<Int>, PackedRows, ModelPart.ProjectionPlace, StreamName) throws(Fault) ->
        Void,
      parked park: (ParkedStream) throws(Fault) -> Void
    ) throws(Fault) {
      try kept.stream.part.handOn(kept.stream.events[place].items, rows: take, parked: park)
    }
  }

  /// What events of one part give, by their positions.
  struct Entries: Sendable {
    private var entries = [Entry?](repeating: nil, count: Int(PartFold.length))

    subscript(position: UInt64) -> Entry? {
      get { entries[Int(position % PartFold.length)] }
      set { entries[Int(position % PartFold.length)] = newValue }
    }
  }

  /// How many events all streams that are kept may have, of which each takes up to a kilobyte.
  private let capacity: Int

  private struct State {
    /// Of parts that have not begun.
    var parts: [Int: [(position: UInt64, entry: Entry)]] = [:]
    var count = 0
    /// The last part that was begun; for those up to it nothing is kept any more.
    var begun = -1
  }

  private let state = Mutex(State())

  init(capacity: Int = 32_768) { self.capacity = capacity }

  /// Whether anything more can be kept.
  var hasRoom: Bool { state.withLock { $0.count < capacity } }

  /// What has come for a part, which begins now.
  func take(_ part: Int) -> Entries {
    let kept = state.withLock { state in
      state.begun = max(state.begun, part)
      let kept = state.parts.removeValue(forKey: part) ?? []
      for (_, entry) in kept where entry.isLast { state.count -= entry.kept.stream.events.count }
      return kept
    }
    var entries = Entries()
    for (position, entry) in kept { entries[position] = entry }
    return entries
  }

  /// Keeps the events of a stream that begins in `part`, whose own are put into `entries`.
  func keep(_ stream: consuming EarlyStream, from part: Int, _ entries: inout Entries) {
    let kept = Kept(stream)
    let events = kept.stream.events
    let own = events.prefix { PartFold.part(of: $0.position) == part }.count
    for place in 0..<own { entries[events[place].position] = Entry(kept: kept, place: place) }
    guard own < events.count else { return }
    state.withLock { state in
      let count = state.count + events.count
      guard PartFold.part(of: events[events.count - 1].position) > state.begun, count <= capacity
      else { return }
      state.count = count
      for place in own..<events.count {
        let position = events[place].position
        let part = PartFold.part(of: position)
        guard part > state.begun else { continue }
        state.parts[part, default: []].append((position, Entry(kept: kept, place: place)))
      }
    }
  }
}
