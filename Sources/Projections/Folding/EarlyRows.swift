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

    func give(to part: inout ModelPart) {
      part.give(kept.stream.events[place].items, of: kept.stream.part)
    }
  }

  /// What events of one part give, by their positions.
  typealias Entries = [UInt64: Entry]

  /// How many events all streams that are kept may have, of which each takes up to a kilobyte.
  private let capacity: Int

  private struct State {
    var parts: [Int: Entries] = [:]
    var count = 0
    /// The last part that was begun; for those up to it nothing is kept any more.
    var begun = -1
  }

  private let state = Mutex(State())

  init(capacity: Int = 32_768) { self.capacity = capacity }

  /// What has come for a part, which begins now.
  func take(_ part: Int) -> Entries {
    state.withLock { state in
      state.begun = max(state.begun, part)
      guard let entries = state.parts.removeValue(forKey: part) else { return [:] }
      for entry in entries.values where entry.isLast {
        state.count -= entry.kept.stream.events.count
      }
      return entries
    }
  }

  /// Keeps the events of a stream that begins in `part`, whose own are put into `entries`.
  func keep(_ stream: consuming EarlyStream, from part: Int, _ entries: inout Entries) {
    let kept = Kept(stream)
    var later: [(part: Int, position: UInt64, Entry)] = []
    for (place, event) in kept.stream.events.enumerated() {
      let (own, entry) = (PartFold.part(of: event.position), Entry(kept: kept, place: place))
      if own == part {
        entries[event.position] = entry
      } else {
        later.append((own, event.position, entry))
      }
    }
    guard let last = later.last?.part else { return }
    state.withLock { state in
      let count = state.count + kept.stream.events.count
      guard last > state.begun, count <= capacity else { return }
      state.count = count
      for (part, position, entry) in later where part > state.begun {
        state.parts[part, default: [:]][position] = entry
      }
    }
  }
}
