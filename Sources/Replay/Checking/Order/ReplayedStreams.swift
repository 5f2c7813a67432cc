import DealRecords
import Deals
import EventLog

/// The streams that the replay came upon of late, so that a long log takes no more memory than a
/// short one.
///
/// Two generations bound it: when the younger is full it becomes the older, and what nobody asked
/// for since is forgotten. What was forgotten is folded from the log again.
struct ReplayedStreams: Sendable {
  /// Of each generation.
  private let capacity: Int
  private let opener: Opener?
  private var young: [StreamName: ReplayedStream] = [:]
  private var old: [StreamName: ReplayedStream] = [:]
  /// Those that cannot be told further; they stay known, since each was reported once.
  private var broken: Set<StreamName> = []

  init(_ capacity: Int, opener: Opener?) { (self.capacity, self.opener) = (capacity, opener) }

  /// The stream before an event of this revision, taken out so that it is changed where it lies.
  mutating func take(
    _ name: StreamName, at revision: StreamRevision, _ snapshot: borrowing Snapshot
  ) throws(LogFault) -> ReplayedStream {
    if let known = young.removeValue(forKey: name) ?? old.removeValue(forKey: name) { return known }
    var stream = ReplayedStream(name)
    if broken.contains(name) {
      stream.breakOff()
    } else if revision > .first {
      try stream.fold(name, upTo: revision, snapshot, opener)
    }
    return stream
  }

  mutating func put(_ stream: ReplayedStream, for name: StreamName) {
    if stream.isBroken { broken.insert(name) }
    if young.count >= capacity { (old, young) = (young, [:]) }
    young[name] = stream
  }
}

extension ReplayedStream {
  /// Folds what has been looked at before: nothing of it is reported again.
  fileprivate mutating func fold(
    _ name: StreamName, upTo end: StreamRevision, _ snapshot: borrowing Snapshot, _ opener: Opener?
  ) throws(LogFault) {
    guard state != nil else { return }
    do throws(LogFault) {
      var lines = try snapshot.lines(of: name)
      while !isBroken, let line = try lines.next(), let view = try? LineView(trusting: line.bytes),
        view.isSubject(name.text), view.revision < end.rawValue
      {
        fold(view, opened(try snapshot.vault(at: line.position), of: name, line.position, opener))
      }
    } catch .damaged {
      breakOff()
    }
  }

  private mutating func opened(
    _ row: RawSpan?, of name: StreamName, _ position: GlobalPosition, _ opener: Opener?
  ) -> OpenedValues {
    guard let row else { return OpenedValues() }
    guard let opened = opener?.open(row, of: name, at: position) else {
      lose(.closed)
      return OpenedValues()
    }
    if !opened.closures.isEmpty { lose(opened.closures == [.erased] ? .erased : .closed) }
    return opened.closures.contains(.altered) ? OpenedValues() : opened.values
  }

  /// Folds an event that has been looked at before.
  mutating func fold(_ view: borrowing LineView, _ values: OpenedValues) {
    var fact = try? Fact(type: view.type, data: view.data, opened: values)
    if fact == nil, !values.isEmpty {
      lose(.closed)
      fact = try? Fact(type: view.type, data: view.data)
    }
    guard let fact, let actor = Attribution(text: view.actor),
      let at = LegalTime(text: view.occurred),
      (try? state?.apply(fact, by: actor, at: at, revision: view.revision)) != nil
    else { return breakOff() }
  }
}
